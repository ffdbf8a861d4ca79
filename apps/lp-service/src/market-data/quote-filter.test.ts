/** Which quotes are prices. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dec } from '../testing/orders.ts';
import type { Quote } from '../ports/quotes.ts';
import { type Feed, judge, NO_FEED } from './quote-filter.ts';

const quote = (bid: string, ask: string, receivedAtMs = 0): Quote => ({
  lp: 'YOFX',
  symbol: 'EURUSD',
  bid: dec(bid),
  ask: dec(ask),
  receivedAtMs,
});
const USUAL = judge(NO_FEED, quote('1.09500', '1.09508')).feed;

function faults(quotes: readonly Quote[], feed: Feed = USUAL) {
  let now = feed;
  return quotes.map((one) => {
    const judged = judge(now, one);
    now = judged.feed;
    return judged.fault;
  });
}

describe('a quote', () => {
  it.each([
    ['0', '1', 'NOT_POSITIVE'],
    ['-1', '1', 'NOT_POSITIVE'],
    ['1.1', '1.1', 'CROSSED'],
    ['1.2', '1.1', 'CROSSED'],
  ])('of %s/%s is %s', (bid, ask, fault) => {
    expect(faults([quote(bid, ask)])).toEqual([fault]);
  });

  it('may move by a fifth, and not by more', () => {
    expect(faults([quote('1.31400', '1.31409')])).toEqual([null]);
    expect(faults([quote('1.31401', '1.31409')])).toEqual(['JUMP']);
    expect(faults([quote('0.87599', '0.87606')])).toEqual(['JUMP']);
    expect(faults([quote('1.09500', '109.5')])).toEqual(['JUMP']);
  });

  it('that jumped is forgotten when the next one is back', () => {
    expect(faults([quote('109.5', '109.6', 1), quote('1.09501', '1.09509', 2)])).toEqual([
      'JUMP',
      null,
    ]);
  });

  it('that jumped is believed once the feed has stayed there for a minute', () => {
    const jumped = [0, 30_000, 59_999, 60_000].map((atMs) => quote('2.0', '2.1', atMs));
    expect(faults(jumped)).toEqual(['JUMP', 'JUMP', 'JUMP', null]);
  });

  it('starts the minute again when it jumps on', () => {
    const wild = [quote('2.0', '2.1', 0), quote('9.0', '9.1', 59_000), quote('9.0', '9.1', 61_000)];
    expect(faults(wild)).toEqual(['JUMP', 'JUMP', 'JUMP']);
  });

  it('that was taken is never crossed, whatever the feed sends', () => {
    const price = fc.integer({ min: -5, max: 300 }).map(String);
    fc.assert(
      fc.property(fc.array(fc.tuple(price, price)), (prices) => {
        let feed = NO_FEED;
        for (const [bid, ask] of prices) feed = judge(feed, quote(bid, ask)).feed;
        const { last } = feed;
        expect(
          last === null || (last.bid.unscaled > 0n && last.bid.unscaled < last.ask.unscaled),
        ).toBe(true);
      }),
    );
  });
});
