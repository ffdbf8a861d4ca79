/** Quote commands: exact prices or none. */
import { describe, expect, it } from 'vitest';
import { parseQuoteCommand } from './parse.ts';

describe('a quote command', () => {
  it('pins prices exactly', () => {
    expect(parseQuoteCommand({ symbol: 'EURUSD', bid: 1.095, ask: 1.09508 })).toEqual({
      kind: 'pin',
      symbol: 'EURUSD',
      bid: 109_500n,
      ask: 109_508n,
    });
  });

  it('stops a symbol', () => {
    expect(parseQuoteCommand({ symbol: 'US30', stop: true })).toEqual({
      kind: 'stop',
      symbol: 'US30',
    });
  });

  it.each([
    [{ symbol: 'EURUSD', bid: 1.095001, ask: 1.1 }, 'bid'],
    [{ symbol: 'EURUSD', bid: '1.1', ask: 1.2 }, 'bid'],
    [{ symbol: 'EURUSD', bid: 1.1 }, 'ask'],
    [{ symbol: 'EURUSD', bid: 1.2, ask: 1.1 }, 'ask'],
    [{ symbol: 'EURUSD', bid: -1, ask: 1.1 }, 'bid'],
    [{ symbol: 'EURUSD', bid: 1e-9, ask: 1.1 }, 'bid'],
    [{ symbol: 'EURUSD', bid: 1, ask: 1, mid: 1 }, 'mid'],
    [{ symbol: 'EURUSD', stop: 'yes' }, 'stop'],
    [{ symbol: 'EURJPY', bid: 1, ask: 1 }, 'symbol'],
    [[], 'body'],
  ])('refuses %j because of %s', (body, field) => {
    expect(parseQuoteCommand(body)).toMatchObject({ kind: 'refused', field });
  });
});
