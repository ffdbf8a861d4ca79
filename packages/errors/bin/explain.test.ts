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
      [
        'Too many logins',
        'RATE_LIMIT_EXCEEDED',
        '60 Sekunden, jeweils verdoppelt',
        'Danach FAILED',
      ],
    ],
    [
      ['mt5.login:10012', '--lang', 'es'],
      ['Account disabled', 'la instancia queda cerrada', 'CLOSED'],
    ],
    [
      ['gateway:3/INSUFFICIENT_MARGIN'],
      [
        'MARGIN_INSUFFICIENT / NEW_ORDER',
        '(NOT_APPLIED)',
        '(never)',
        '“Insufficient margin for this trade.”',
        'Reduce the volume',
      ],
    ],
    [
      ['gateway:1', '--lang', 'fr'],
      ['1 seconde · 2 secondes · 4 secondes', 'Au plus 3 fois.'],
    ],
    [['mt5.trade:10009'], ['DONE', 'Yes, certainly. (APPLIED)', 'this is no error']],
    [
      ['fix:103=3', '--lang', 'de'],
      ['ORDER_REJECTED / LP_LIMIT', 'Die Order überschreitet ein Limit', 'FIX-Nachrichten'],
    ],
    [['market_closed'], ['MARKET_CLOSED', 'TRADING', 'mt5.trade:10018', 'depends on the details']],
    [['PRICE_STALE'], ['1 second · 2 seconds · 5 seconds. At most 3 times.', '‹symbol›']],
    [['mt5.login:99999'], ['listed nowhere']],
    [['mt5.login:99999', '--lang', 'de'], ['nirgends aufgeführt']],
  ])('%j tells what it is, whether it was executed, and what to do', (args, words) => {
    const { stdout, status } = explain(...args);
    expect(status).toBe(0);
    const plain = stdout.replaceAll('\u00a0', ' ');
    for (const word of words) expect(plain).toContain(word);
    expect(stdout).not.toMatch(/undefined|NaN|\[object/);
  });

  it('fills in the numbers that it is given', () => {
    const details = JSON.stringify({ limit: 100, window: '1m', retryAfter: 45 });
    expect(explain('RATE_LIMIT_EXCEEDED', '--details', details).stdout).toContain('45');
  });

  it('says so when the details are no JSON object', () => {
    for (const details of ['{', '[]', 'null']) {
      const { stderr, status } = explain('MARKET_CLOSED', '--details', details);
      expect([status, stderr]).toEqual([1, expect.stringContaining('--details is no JSON object')]);
    }
  });

  it('says what it takes when it does not understand', () => {
    const { stderr, status } = explain('nonsense');
    expect(status).toBe(1);
    expect(stderr).toContain('mt5.login:10020');
  });
});
