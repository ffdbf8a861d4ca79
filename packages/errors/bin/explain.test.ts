/** The command that tells what a code means, as a person runs it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const explain = (...args: string[]) => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'explain.ts'), ...args],
    { encoding: 'utf8', timeout: 15_000 },
  );
  return { stdout, stderr, status };
};

describe('explain', () => {
  it.each([
    [
      ['mt5.login:10020', '--lang', 'de'],
      ['Too many logins', 'RATE_LIMIT_EXCEEDED', 'Anfragen'],
    ],
    [
      ['gateway:3/INSUFFICIENT_MARGIN'],
      ['MARGIN_INSUFFICIENT / NEW_ORDER', 'NOT_APPLIED', 'never'],
    ],
    [['mt5.trade:10009'], ['DONE', 'APPLIED', 'no error']],
    [['fix:103=3'], ['ORDER_REJECTED / LP_LIMIT']],
    [['market_closed'], ['MARKET_CLOSED', 'TRADING', 'mt5.trade:10018']],
    [['mt5.login:99999'], ['in doubt']],
  ])('%j tells what it is, whether it was executed, and what to do', (args, words) => {
    const { stdout, status } = explain(...args);
    expect(status).toBe(0);
    for (const word of words) expect(stdout).toContain(word);
  });

  it('fills in the numbers that it is given', () => {
    const details = JSON.stringify({ limit: 100, window: '1m', retryAfter: 45 });
    expect(explain('RATE_LIMIT_EXCEEDED', '--details', details).stdout).toContain('45');
  });

  it('says what it takes when it does not understand', () => {
    const { stderr, status } = explain('nonsense');
    expect(status).toBe(1);
    expect(stderr).toContain('mt5.login:10020');
  });
});
