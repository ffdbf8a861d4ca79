/** The files in the repository are those that are written, promtool accepts them, and they wake somebody for what they should. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertOf, catalogue, type Code } from '@faultline/errors';
import { MT5_LOGIN } from '@faultline/errors/foreign';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { ROOT } from '../../tidy/sources.ts';
import { ALERT_TESTS_FILE, ALERTS, ALERTS_FILE, alertsText, STEPS_FILE } from './alert-rules.ts';
import { ALERTMANAGER_FILE } from './alertmanager.ts';
import { debianTool } from './debian-tool.ts';
import { errorAlerts } from './error-alerts.ts';
import { watchFiles } from './files.ts';
import { loginAlerts } from './login-alerts.ts';

/** The login guide's table of alerts, as it stands. */
const GUIDE = [
  ['Mt5AuthenticationFailure', [10004, 10014], 'Stop instance + Notify'],
  ['Mt5ConnectionError', [10011, 10018, 10022], 'Attempt reconnect + Notify'],
  ['Mt5PermissionError', [10007, 10017], 'Stop instance + Notify'],
  ['Mt5RateLimiting', [10008, 10020], 'Backoff + Retry'],
  ['Mt5AccountDisabled', [10012], 'Stop instance + Notify'],
  ['Mt5MarketClosed', [10019], 'Stop instance + Notify'],
  ['Mt5SessionExpired', [10023], 'Retry with new session token'],
] as const;

const inCi = process.env['CI'] !== undefined;
const promtool = debianTool('promtool', 'prometheus');
const amtool = debianTool('amtool', 'prometheus-alertmanager');

const run = (program: string | null, args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(program ?? '', args, { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
};

describe('deploy', () => {
  it.each(watchFiles())('$path is up to date; if not, run npm run docs', ({ path, text }) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
  });
});

describe('the alert rules', () => {
  it('are one for each code that somebody has to know of, as loud as its row says', () => {
    const alerting = (Object.keys(catalogue) as Code[]).filter((code) => alertOf(code) !== null);
    expect(errorAlerts.alerts.map(({ runbook, severity }) => [runbook, severity])).toEqual(
      alerting.map((code) => [`docs/errors/${code}.md`, alertOf(code)]),
    );
    expect(alerting.length).toBeGreaterThan(5);
  });

  it('watch the label under which a code is counted', () => {
    const lost = errorAlerts.alerts.find(({ alert }) => alert === 'LpNotConnected');
    expect(lost?.expr).toBe(
      'sum by (service) (increase(faultline_errors_total{code="lp_not_connected"}[5m])) > 0',
    );
  });

  it.each(GUIDE)('%s fires for every code that the login guide names', (name, codes, action) => {
    const alert = loginAlerts.alerts.find((one) => one.alert === name);
    for (const code of codes) expect(alert?.expr).toMatch(new RegExp(`[|"]${code}[|"]`));
    expect(alert?.action).toBe(action);
  });

  it('cover every login code exactly once', () => {
    const watched = loginAlerts.alerts.flatMap(({ expr }) => expr.match(/\b10\d{3}\b/g) ?? []);
    const listed = MT5_LOGIN.rows.map(({ number }) => String(number));
    expect(watched.toSorted()).toEqual(listed.toSorted());
  });

  it('have their steps on the page of operations, and it has none of an alert that is gone', () => {
    const page = readFileSync(join(ROOT, STEPS_FILE), 'utf8');
    const headings = [...page.matchAll(/^### (\w+)$/gm)].map(([, name = '']) => name);
    expect(headings.toSorted()).toEqual(ALERTS.map(({ alert }) => alert).toSorted());
  });

  it('have names of their own and runbooks that exist', () => {
    expect(new Set(ALERTS.map(({ alert }) => alert)).size).toBe(ALERTS.length);
    const lost = ALERTS.filter(({ runbook }) => !existsSync(join(ROOT, runbook)));
    expect(lost.map(({ runbook }) => runbook)).toEqual([]);
  });
});

/** Four seconds of computing, which take longer on a machine with other things to do. */
const PATIENCE = { timeout: 120_000 };

describe.skipIf(promtool === null && !inCi)(
  'promtool (skipped where there is none)',
  PATIENCE,
  () => {
    const tests = join(ROOT, ALERT_TESTS_FILE);

    it('accepts the rules', () => {
      const { status, said } = run(promtool, ['check', 'rules', join(ROOT, ALERTS_FILE)]);
      expect(said).toContain('SUCCESS');
      expect(status).toBe(0);
    });

    it('sees each alert fire when it should, with its words, and hold its peace when it should', () => {
      const written = readFileSync(tests, 'utf8');
      for (const { alert } of ALERTS) {
        expect(written).toContain(`${alert} fires`);
        expect(written).toContain(`${alert} holds its peace`);
      }
      const { status, said } = run(promtool, ['test', 'rules', tests]);
      expect(said).toContain('SUCCESS');
      expect(status).toBe(0);
    });

    it('would notice a rule that never fires', () => {
      const folder = mkdtempSync(join(tmpdir(), 'faultline-rules-'));
      writeFileSync(join(folder, 'alerts.yml'), alertsText().replace('> 60', '> 6000'));
      const written = parse(readFileSync(tests, 'utf8')) as { tests: { name: string }[] };
      const own = written.tests.filter(({ name }) => name.startsWith('OrderLongInDoubt '));
      writeFileSync(join(folder, 'alerts.test.yml'), stringify({ ...written, tests: own }));
      const { status, said } = run(promtool, ['test', 'rules', join(folder, 'alerts.test.yml')]);
      rmSync(folder, { recursive: true });
      expect(status).toBe(1);
      expect(said).toContain('OrderLongInDoubt');
    });
  },
);

describe.skipIf(amtool === null && !inCi)('amtool (skipped where there is none)', () => {
  it('accepts the routes of the alerts', () => {
    const { status, said } = run(amtool, ['check-config', join(ROOT, ALERTMANAGER_FILE)]);
    expect(said).toContain('SUCCESS');
    expect(status).toBe(0);
  });
});
