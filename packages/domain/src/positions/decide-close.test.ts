/** Closing a position: how much, where, and why not. */
import { decimalOf } from '@faultline/errors';
import { describe, expect, it } from 'vitest';
import type { TradingFacts } from '../facts/trading-facts.ts';
import {
  account,
  facts,
  group,
  instruments,
  NOW_MS,
  position,
  quotes,
  refusalOf,
  valueOf,
} from '../testing/desk.ts';
import type { CloseRequest } from './decide-close.ts';
import { decideClose } from './decide-close.ts';

const close = (volume: number | null, held = position(), changes: Partial<TradingFacts> = {}) =>
  decideClose(
    { volume: volume === null ? null : decimalOf(volume), maxDeviation: null },
    held,
    facts(changes),
  );

describe('a close that may be made', () => {
  it('goes back to the provider that opened the position, on the other side', () => {
    const elsewhere = account({ lps: ['OANDA'] });
    expect(valueOf(close(null, position({ sl: 1n }), { account: elsewhere }))).toEqual({
      route: 'LP',
      lp: 'YOFX',
      worstPrice: null,
      symbol: 'EURUSD',
      side: 'SELL',
      type: 'MARKET',
      volume: 1_000n,
      limitPrice: null,
      triggerPrice: null,
      tif: 'IOC',
      expiresAtMs: null,
      maxDeviation: null,
      source: 'CLIENT',
      sl: null,
      tp: null,
      reservedMargin: 0n,
      requestedPrice: 109_496n,
      reduces: 12,
    });
  });

  it('is filled from our book at the price of the closing side', () => {
    const ours = position({ book: 'B', lp: null, side: 'SELL' });
    const placed = valueOf(close(0.05, ours, { venues: [] }));
    expect(placed).toMatchObject({ route: 'BOOK', side: 'BUY', price: 109_504n, volume: 500n });
  });

  it('takes all for 0, and all of an odd volume for its exact size', () => {
    const odd = position({ volume: 1_033n });
    expect(valueOf(close(0, odd)).volume).toBe(1_033n);
    expect(valueOf(close(0.1033, odd)).volume).toBe(1_033n);
  });

  it('may leave exactly the least volume', () => {
    expect(valueOf(close(0.09)).volume).toBe(900n);
  });

  it('is open to whoever may only close', () => {
    const closeOnly = {
      account: account({ tradeState: 'CLOSE_ONLY' }),
      instruments: instruments({ EURUSD: { tradeMode: 'CLOSE_ONLY' } }),
    } as const;
    expect(close(null, position(), closeOnly).ok).toBe(true);
  });
});

describe('a close that the trader did not ask for', () => {
  const disabled = { account: account({ tradeState: 'DISABLED' }) } as const;
  const closeFor = (source: NonNullable<CloseRequest['source']>) =>
    decideClose({ volume: null, maxDeviation: null, source }, position(), facts(disabled));

  it('goes through although the account is disabled, and says why it closes', () => {
    for (const source of ['SL', 'TP', 'TRAILING', 'STOP_OUT', 'ADMIN'] as const) {
      expect(valueOf(closeFor(source)).source).toBe(source);
    }
    for (const source of ['CLIENT', 'REVERSE', 'CLOSE_BY'] as const) {
      expect(refusalOf(closeFor(source)).code).toBe('ACCOUNT_DISABLED');
    }
  });
});

describe('a close that is refused', () => {
  it('in part says that its group closes only whole positions', () => {
    const whole = { group: group({ partialClose: false }) };
    expect(refusalOf(close(0.05, position(), whole)).details).toMatchObject({
      kind: 'NOT_ALLOWED',
      reason: 'Positions may only be closed whole',
    });
    expect(close(0.1, position(), whole).ok).toBe(true);
    expect(close(null, position(), whole).ok).toBe(true);
    expect(refusalOf(close(0.2, position(), whole)).details).toMatchObject({ kind: 'EXCEEDS' });
  });

  const fault = (volume: number, held = position()) => refusalOf(close(volume, held)).details;

  it('says which rule its volume breaks', () => {
    expect(fault(1.5, position({ volume: 10_000n }))).toEqual({
      positionVolume: 1,
      closeVolume: 1.5,
      reason: 'Close volume exceeds position volume',
      minVolume: 0.01,
      volumeStep: 0.01,
      kind: 'EXCEEDS',
    });
    expect(fault(0.10000001)).toMatchObject({ kind: 'EXCEEDS' });
    expect(fault(0.015)).toMatchObject({ kind: 'STEP' });
    expect(fault(0.00001)).toMatchObject({ kind: 'STEP' });
    expect(fault(-0.05)).toMatchObject({ reason: 'Close volume must be above zero' });
    expect(fault(0.1, position({ volume: 1_050n }))).toMatchObject({ kind: 'REMAINDER' });
  });

  it('says when and by what the position was closed', () => {
    const closed = position({ status: 'CLOSED', closedAtMs: NOW_MS, closeReason: 'CLIENT' });
    expect(refusalOf(close(null, closed))).toEqual({
      code: 'POSITION_ALREADY_CLOSED',
      details: { positionId: 12, closedAt: '2026-01-18T12:00:00Z', closeReason: 'CLIENT' },
    });
  });

  it('names the order that holds the position', () => {
    const held = position({ status: 'CLOSING', lockOrderId: 'ORD-9' });
    expect(refusalOf(close(null, held))).toEqual({
      code: 'POSITION_LOCKED',
      details: { positionId: 12, lockOrderId: 'ORD-9' },
    });
  });

  it('needs the position’s own provider, whoever else is there', () => {
    const other = { venues: [{ lp: 'OANDA', connected: true, lastConnectedMs: null }] };
    expect(refusalOf(close(null, position(), other))).toEqual({
      code: 'LP_NOT_CONNECTED',
      details: { lp: 'YOFX', lastConnected: null, tried: ['YOFX'] },
    });
  });

  it('waits for a rate when the profit cannot be converted', () => {
    const pounds = {
      account: account({ currency: 'GBP' }),
      quotes: quotes({ GBPUSD: [126_994n, 127_006n, 10_001] }),
    };
    expect(refusalOf(close(null, position(), pounds))).toMatchObject({
      code: 'PRICE_STALE',
      details: { conversionSymbol: 'GBPUSD', ageMs: 10_001 },
    });
  });
});
