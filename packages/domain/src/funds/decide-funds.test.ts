/** Money that the broker gives and takes by hand. */
import { decimalOf } from '@faultline/errors';
import { describe, expect, it } from 'vitest';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { account, facts, position, refusalOf, valueOf } from '../testing/desk.ts';
import type { FundsCommand } from './decide-funds.ts';
import { decideFunds } from './decide-funds.ts';

const decide = (type: FundsCommand['type'], amount: number, changes: Partial<TradingFacts> = {}) =>
  decideFunds({ type, amount: decimalOf(amount) }, facts(changes));

/** Equity 1200, margin 300: free 900, of it 700 the client's own. */
const trading = (): Partial<TradingFacts> => ({
  account: account({ balance: 100_000n, credit: 20_000n }),
  positions: [position({ openPrice: 109_496n, margin: 30_000n })],
});

describe('funds', () => {
  it('take in any deposit or bonus, on a disabled account too', () => {
    expect(valueOf(decide('DEPOSIT', 250.5))).toEqual({ type: 'DEPOSIT', change: 25_050n });
    const disabled = { account: account({ tradeState: 'DISABLED' }) };
    expect(valueOf(decide('BONUS', 50, disabled))).toEqual({ type: 'BONUS', change: 5_000n });
  });

  it('know the digits of the currency', () => {
    const refusal = refusalOf(decide('DEPOSIT', 10.005));
    expect(refusal).toMatchObject({
      code: 'INVALID_REQUEST',
      details: { field: 'amount', reason: 'USD has 2 decimals' },
    });
    const yen = { account: account({ currency: 'JPY' }) };
    expect(refusalOf(decide('DEPOSIT', 10.5, yen)).code).toBe('INVALID_REQUEST');
    expect(valueOf(decide('DEPOSIT', 10, yen)).change).toBe(10n);
  });

  it('never move nothing, and less than nothing only by adjustment', () => {
    for (const type of ['DEPOSIT', 'BONUS', 'BONUS_OUT', 'ADJUSTMENT'] as const) {
      expect(refusalOf(decide(type, 0)).code).toBe('INVALID_REQUEST');
    }
    for (const type of ['DEPOSIT', 'BONUS', 'BONUS_OUT'] as const) {
      expect(refusalOf(decide(type, -1)).code).toBe('INVALID_REQUEST');
    }
    expect(valueOf(decide('ADJUSTMENT', -1)).change).toBe(-100n);
  });

  it('adjust down to what could be withdrawn, to the cent', () => {
    expect(valueOf(decide('ADJUSTMENT', -700, trading())).change).toBe(-70_000n);
    expect(refusalOf(decide('ADJUSTMENT', -700.01, trading()))).toMatchObject({
      code: 'INSUFFICIENT_BALANCE',
      details: { balance: 1_000, withdrawalAmount: 700.01, withdrawable: 700, currency: 'USD' },
    });
    expect(valueOf(decide('ADJUSTMENT', 1_000_000, trading())).change).toBe(100_000_000n);
  });

  it('take back a bonus as far as there is one and no margin stands on it', () => {
    expect(valueOf(decide('BONUS_OUT', 200, trading())).change).toBe(-20_000n);
    expect(refusalOf(decide('BONUS_OUT', 200.01, trading())).code).toBe('INSUFFICIENT_BALANCE');
    const stretched = {
      ...trading(),
      positions: [position({ openPrice: 109_496n, margin: 115_000n })],
    };
    expect(valueOf(decide('BONUS_OUT', 50, stretched)).change).toBe(-5_000n);
    expect(refusalOf(decide('BONUS_OUT', 50.01, stretched))).toMatchObject({
      details: { withdrawable: 50 },
    });
  });
});
