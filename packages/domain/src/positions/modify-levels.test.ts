/** Moving stop loss and take profit of a position beside a market of 1.09496 / 1.09504. */
import { decimalOf, detailFaults, rowOf } from '@faultline/errors';
import { describe, expect, it } from 'vitest';
import type { TradingFacts } from '../facts/trading-facts.ts';
import {
  account,
  facts,
  instruments,
  NOW_MS,
  position,
  quotes,
  refusalOf,
  valueOf,
  WEEKEND,
} from '../testing/desk.ts';
import type { ModifyLevelsRequest } from './modify-levels.ts';
import { decideModifyLevels } from './modify-levels.ts';
import type { Position } from './position.ts';
import { decideBreakEven } from './break-even.ts';

const modify = (
  request: ModifyLevelsRequest,
  held: Position = position(),
  changes: Partial<TradingFacts> = {},
) => decideModifyLevels(request, held, facts(changes));
const fault = (...asked: Parameters<typeof modify>) => {
  const { code, details } = refusalOf(modify(...asked));
  expect(code).toBe('INVALID_SL_TP');
  expect(detailFaults(rowOf(code).details, details)).toEqual([]);
  return details;
};

describe('the levels of a position', () => {
  const HELD = position({ sl: 109_000n, tp: 110_000n });

  it('change where they are named, stay where they are not, and go with null', () => {
    expect(valueOf(modify({ sl: decimalOf(1.092) }, HELD))).toEqual({
      ...HELD,
      sl: 109_200n,
      version: 2,
    });
    expect(valueOf(modify({ tp: null }, HELD))).toMatchObject({ sl: 109_000n, tp: null });
    expect(valueOf(modify({ sl: decimalOf(1.08), tp: decimalOf(1.2) }, HELD))).toMatchObject({
      sl: 108_000n,
      tp: 120_000n,
    });
  });

  it('that do not move leave the position as it is', () => {
    expect(valueOf(modify({ sl: decimalOf(1.09) }, HELD))).toBe(HELD);
    expect(valueOf(modify({ tp: null }))).toEqual(position());
  });

  it('may pass the entry, but not the side that triggers them', () => {
    expect(modify({ sl: decimalOf(1.09495) }, position({ openPrice: 109_000n })).ok).toBe(true);
    expect(fault({ sl: decimalOf(1.09496) })).toMatchObject({
      kind: 'DIRECTION',
      reason: 'SL must be below the bid for BUY positions',
      currentPrice: 1.09496,
      sl: 1.09496,
      tp: null,
    });
    const short = position({ side: 'SELL' });
    expect(fault({ tp: decimalOf(1.09504) }, short)).toMatchObject({
      reason: 'TP must be below the ask for SELL positions',
    });
  });

  it('keep their distance and their digits', () => {
    const distant = { instruments: instruments({ EURUSD: { stopsLevel: 50n } }) };
    expect(modify({ sl: decimalOf(1.09446) }, position(), distant).ok).toBe(true);
    expect(fault({ sl: decimalOf(1.09447) }, position(), distant)).toMatchObject({
      kind: 'TOO_CLOSE',
      minDistance: 0.0005,
    });
    expect(fault({ tp: decimalOf(1.1000001) })).toMatchObject({ kind: 'PRECISION', field: 'tp' });
    // Too many digits are wrong even where there was no level before.
    expect(fault({ sl: decimalOf(1.0900001) }, HELD)).toMatchObject({ kind: 'PRECISION' });
  });

  it('are frozen once the market is about to reach them', () => {
    const frozen = { instruments: instruments({ EURUSD: { freezeLevel: 30n } }) };
    const near = position({ sl: 109_466n, tp: 110_000n });
    expect(fault({ sl: decimalOf(1.09) }, near, frozen)).toMatchObject({
      kind: 'FROZEN',
      field: 'sl',
      minDistance: 0.0003,
    });
    expect(fault({ sl: null }, near, frozen)).toMatchObject({ kind: 'FROZEN' });
    expect(modify({ tp: decimalOf(1.11) }, near, frozen).ok).toBe(true);
    expect(modify({ sl: null }, position({ sl: 109_465n }), frozen).ok).toBe(true);
  });

  it('take the last quote while the market is closed, and a live one while it is open', () => {
    const old = quotes({ EURUSD: [109_496n, 109_504n, 60_000] });
    const change = { sl: decimalOf(1.09) };
    expect(modify(change, position(), { quotes: old, session: () => WEEKEND }).ok).toBe(true);
    expect(refusalOf(modify(change, position(), { quotes: old })).code).toBe('PRICE_STALE');
  });

  it('end a trailing stop with the stop loss, and keep it with another', () => {
    const trailing = { type: 'FIXED', distance: 100n, step: null, best: 109_500n } as const;
    const followed = position({ sl: 109_400n, trailing });
    expect(valueOf(modify({ sl: null }, followed)).trailing).toBeNull();
    expect(valueOf(modify({ sl: decimalOf(1.093) }, followed)).trailing).toBe(trailing);
  });

  it('are not changed of a position that is closed, held, newer, or not the trader’s to touch', () => {
    const change = { sl: decimalOf(1.09) };
    const closed = position({ status: 'CLOSED', closedAtMs: NOW_MS });
    expect(refusalOf(modify(change, closed)).code).toBe('POSITION_ALREADY_CLOSED');
    const held = position({ status: 'CLOSING', lockOrderId: 'ORD-9' });
    expect(refusalOf(modify(change, held)).code).toBe('POSITION_LOCKED');
    expect(refusalOf(modify({ ...change, version: 2 }))).toEqual({
      code: 'POSITION_LOCKED',
      details: { positionId: 12 },
    });
    const off = { account: account({ tradeState: 'DISABLED' }) } as const;
    expect(refusalOf(modify(change, position(), off)).code).toBe('ACCOUNT_DISABLED');
    expect(modify({ ...change, asker: 'ADMIN' }, position(), off).ok).toBe(true);
  });
});

describe('break-even', () => {
  const won = position({ openPrice: 109_000n, sl: 108_000n });
  const even = (offset: bigint, held: Position) => decideBreakEven(offset, held, facts());

  it('puts the stop loss at the entry, or some points on the winning side', () => {
    expect(valueOf(even(0n, won))).toMatchObject({ sl: 109_000n, version: 2 });
    expect(valueOf(even(20n, won)).sl).toBe(109_020n);
    const short = position({ side: 'SELL', openPrice: 110_000n });
    expect(valueOf(even(20n, short)).sl).toBe(109_980n);
  });

  it('never loosens a stop loss', () => {
    const tight = { ...won, sl: 109_100n };
    expect(valueOf(even(20n, tight))).toBe(tight);
  });

  it('is refused before the market has got so far', () => {
    expect(refusalOf(even(0n, position({ openPrice: 109_496n })))).toMatchObject({
      code: 'INVALID_SL_TP',
      details: { kind: 'DIRECTION', sl: 1.09496 },
    });
    const held = position({ status: 'CLOSING', lockOrderId: 'ORD-9' });
    expect(refusalOf(even(0n, held)).code).toBe('POSITION_LOCKED');
  });
});
