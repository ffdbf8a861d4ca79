/** Behaviours from outside: complete and exact, or refused with the field that is wrong. */
import { describe, expect, it } from 'vitest';
import { parseBehaviour } from './parse.ts';

describe('a behaviour from outside', () => {
  it.each([
    [{ mode: 'fill' }, { mode: 'fill' }],
    [
      { mode: 'partial', fraction: 0.4 },
      { mode: 'partial', fraction: 0.4 },
    ],
    [
      { mode: 'reject', ordRejReason: 3, text: 'limit' },
      { mode: 'reject', ordRejReason: 3, text: 'limit' },
    ],
    [{ mode: 'reject' }, { ordRejReason: 99, text: 'rejected by the simulator' }],
    [
      { mode: 'delay', ms: 300 },
      { mode: 'delay', ms: 300 },
    ],
    [{ mode: 'fillAfterTimeout' }, { mode: 'fillAfterTimeout', ms: 6000 }],
    [
      { mode: 'businessReject', reason: 6 },
      { mode: 'businessReject', reason: 6 },
    ],
    [
      { mode: 'mdReject', reason: 0 },
      { mode: 'mdReject', reason: '0' },
    ],
    [
      { mode: 'logonRefuse', text: 'closed' },
      { mode: 'logonRefuse', text: 'closed' },
    ],
  ])('%j is understood', (body, behaviour) => {
    expect(parseBehaviour(body)).toMatchObject({ kind: 'behaviour', behaviour });
  });

  it('keeps its filters and its count', () => {
    const body = { mode: 'silent', lp: 'YOFX', session: 'YOFX1', symbol: 'EURUSD', count: 3 };
    expect(parseBehaviour(body)).toEqual({
      kind: 'behaviour',
      behaviour: {
        mode: 'silent',
        scope: { lp: 'YOFX', session: 'YOFX1', symbol: 'EURUSD' },
        remaining: 3,
      },
    });
  });

  it.each([
    [{ mode: 'nonsense' }, 'mode'],
    [{}, 'mode'],
    [{ mode: 'constructor' }, 'mode'],
    [{ mode: 'fill', fraction: 0.5 }, 'fraction'],
    [{ mode: 'fill', toString: 1 }, 'toString'],
    [{ mode: 'partial' }, 'fraction'],
    [{ mode: 'partial', fraction: 1 }, 'fraction'],
    [{ mode: 'partial', fraction: '0.5' }, 'fraction'],
    [{ mode: 'delay', ms: -1 }, 'ms'],
    [{ mode: 'delay', ms: 1.5 }, 'ms'],
    [{ mode: 'reject', text: 'a\u0001b' }, 'text'],
    [{ mode: 'mdReject', reason: 'ZZ' }, 'reason'],
    [{ mode: 'fill', count: 0 }, 'count'],
    [{ mode: 'gapQuotes', points: 0.5 }, 'points'],
    [{ mode: 'cancelReject', cxlRejReason: 'late' }, 'cxlRejReason'],
    [{ mode: 'noHeartbeat', symbol: 'EURUSD' }, 'symbol'],
    [{ mode: 'logonRefuse', symbol: 'EURUSD' }, 'symbol'],
    [{ mode: 'fill', lp: 'NOBODY' }, 'lp'],
    [{ mode: 'fill', session: 'YOFX9' }, 'session'],
    [{ mode: 'fill', symbol: 'EUR/USD' }, 'symbol'],
    [null, 'body'],
    ['fill', 'body'],
  ])('%j is refused because of %s', (body, field) => {
    expect(parseBehaviour(body)).toMatchObject({ kind: 'refused', field });
  });
});
