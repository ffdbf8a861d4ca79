/** The rules in the repository are those that the catalogue writes, and they wake somebody for what they should. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertOf, catalogue, type Code } from '@faultline/errors';
import { MT5_LOGIN } from '@faultline/errors/foreign';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../tidy/sources.ts';
import { ALERTS_FILE, alertsText, errorRules, loginRules } from './alert-rules.ts';

/** The login guide's table of alerts, as it stands. */
const GUIDE = [
  ['Mt5AuthenticationFailure', [10004, 10014]],
  ['Mt5ConnectionError', [10011, 10018, 10022]],
  ['Mt5PermissionError', [10007, 10017]],
  ['Mt5RateLimiting', [10008, 10020]],
  ['Mt5AccountDisabled', [10012]],
  ['Mt5MarketClosed', [10019]],
  ['Mt5SessionExpired', [10023]],
] as const;

describe('ops/alerts', () => {
  it('is up to date; if not, run npm run docs', () => {
    expect(readFileSync(join(ROOT, ALERTS_FILE), 'utf8')).toBe(alertsText());
  });
});

describe('the alert rules', () => {
  it('are one for each code that somebody has to know of, as loud as its row says', () => {
    const alerting = (Object.keys(catalogue) as Code[]).filter((code) => alertOf(code) !== null);
    expect(
      errorRules.map(({ labels, annotations }) => [annotations.runbook, labels.severity]),
    ).toEqual(alerting.map((code) => [`docs/errors/${code}.md`, alertOf(code)]));
    expect(alerting.length).toBeGreaterThan(5);
  });

  it('watch the label under which a code is counted', () => {
    const lost = errorRules.find(({ alert }) => alert === 'LpNotConnected');
    expect(lost?.expr).toBe(
      'sum by (service) (increase(faultline_errors_total{code="lp_not_connected"}[5m])) > 0',
    );
  });

  it.each(GUIDE)('%s fires for every code that the login guide names', (alert, numbers) => {
    const rule = loginRules.find((one) => one.alert === alert);
    for (const number of numbers) expect(rule?.expr).toMatch(new RegExp(`[|"]${number}[|"]`));
  });

  it('cover every login code exactly once', () => {
    const watched = loginRules.flatMap(({ expr }) => expr.match(/\b10\d{3}\b/g) ?? []);
    const listed = MT5_LOGIN.rows.map(({ number }) => String(number));
    expect(watched.toSorted()).toEqual(listed.toSorted());
  });

  it('say in names and labels only what Prometheus takes', () => {
    const rules = [...errorRules, ...loginRules];
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { alert, expr } of rules) {
      expect(alert).toMatch(/^[A-Z][A-Za-z0-9]+$/);
      expect(expr).toMatch(
        /^sum by \(\w+\) \(increase\(\w+\{code=~?"[\w|]+"\}\[\d+[mh]\]\)\) > 0$/,
      );
    }
  });
});
