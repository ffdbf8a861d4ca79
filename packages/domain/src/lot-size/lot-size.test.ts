/** Lots by risk: the figure of the textbook, and the law that a stop never costs more than was risked. */
import { decimalOf } from '@faultline/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { roundTripProfit } from '../positions/profit.ts';
import {
  account,
  facts,
  instrument,
  instruments,
  quotes,
  refusalOf,
  valueOf,
} from '../testing/desk.ts';
import { lotSize } from './lot-size.ts';

const sized = (
  [symbol, riskPercent, slPips]: [string, number, number],
  changes: Partial<TradingFacts> = {},
) =>
  lotSize(
    { symbol, riskPercent: decimalOf(riskPercent), slPips: decimalOf(slPips) },
    facts({ account: account({ balance: 500_000n }), ...changes }),
  );

describe('the lot size', () => {
  it('is 0.20 for 2 % of 5000 and 50 pips of EURUSD', () => {
    expect(valueOf(sized(['EURUSD', 2, 50]))).toEqual({ lots: 2_000n, riskAmount: 10_000n });
  });

  it('takes parts of a percent and of a pip, and rounds down to a step', () => {
    expect(valueOf(sized(['EURUSD', 0.5, 12.5]))).toEqual({ lots: 2_000n, riskAmount: 2_500n });
    expect(valueOf(sized(['EURUSD', 2, 51])).lots).toBe(1_900n);
  });

  it('is none when the least volume would risk more, and never more than the greatest', () => {
    expect(valueOf(sized(['EURUSD', 0.1, 51])).lots).toBe(0n);
    expect(valueOf(sized(['EURUSD', 2, 50], { account: account({ balance: -1n }) })).lots).toBe(0n);
    expect(valueOf(sized(['EURUSD', 100, 0.1])).lots).toBe(1_000_000n);
  });

  it('keeps the instrument’s own steps', () => {
    const odd = instruments({ EURUSD: { minVolume: 300n, volumeStep: 200n } });
    expect(valueOf(sized(['EURUSD', 2, 50], { instruments: odd })).lots).toBe(1_900n);
  });

  it('is refused for a symbol that nobody knows, and for a pair that converts and is stale', () => {
    expect(refusalOf(sized(['EURXXX', 2, 50])).code).toBe('INVALID_SYMBOL');
    const stale = { quotes: quotes({ USDJPY: [154_995n, 155_005n, 10_001] }) };
    expect(refusalOf(sized(['USDJPY', 2, 50], stale)).code).toBe('PRICE_STALE');
    const euros = { account: account({ currency: 'EUR' }), quotes: quotes({ EURUSD: null }) };
    expect(refusalOf(sized(['XAUUSD', 2, 50], euros))).toMatchObject({
      code: 'PRICE_STALE',
      details: { symbol: 'XAUUSD', conversionSymbol: 'EURUSD' },
    });
    expect(sized(['EURUSD', 2, 50], { quotes: quotes({ EURUSD: null }) }).ok).toBe(true);
  });

  it('never risks more than was said, and one step more would', () => {
    const symbols = fc.constantFrom('EURUSD', 'USDJPY', 'XAUUSD', 'US30');
    const percents = fc.integer({ min: 1, max: 300 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(symbols, percents, fc.integer({ min: 1, max: 500 }), (symbol, percent, pips) => {
        const market = facts({ account: account({ balance: 500_000n }) });
        const traded = instrument(symbol);
        const { lots, riskAmount } = valueOf(sized([symbol, percent, pips]));
        const loss = (volume: bigint): bigint => {
          const closePrice = 10n ** 9n - BigInt(pips) * traded.pipPoints;
          const trade = { side: 'BUY', volume, openPrice: 10n ** 9n, closePrice } as const;
          return -(roundTripProfit(trade, traded, market).profit ?? 0n);
        };
        // A loss rounds to the nearest cent, which may be the next.
        expect(loss(lots) <= riskAmount + 1n).toBe(true);
        const next = lots === 0n ? traded.minVolume : lots + traded.volumeStep;
        expect(next > traded.maxVolume || loss(next) >= riskAmount).toBe(true);
      }),
    );
  });
});
