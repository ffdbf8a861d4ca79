/** Who may open what, and what a halt leaves. */
import { describe, expect, it } from 'vitest';
import type { TradingFacts } from '../facts/trading-facts.ts';
import {
  account,
  facts,
  group,
  instruments,
  order,
  position,
  refusalOf,
  request,
} from '../testing/desk.ts';
import { limitRequest, pending } from '../testing/pending-orders.ts';
import { decideClose } from '../positions/decide-close.ts';
import { decideMarketOrder } from './decide-market-order.ts';
import { decidePendingOrder } from './decide-pending-order.ts';

const buy = (changes: Partial<TradingFacts>, volume = 0.1) =>
  decideMarketOrder(request({ volume }), facts(changes));
const close = (changes: Partial<TradingFacts>) =>
  decideClose({ volume: null, maxDeviation: null }, position(), facts(changes));

describe('the broker', () => {
  it('lets positions only be closed while it is reducing', () => {
    const broker = { tradingState: 'REDUCING', reason: 'Provider outage' } as const;
    expect(refusalOf(buy({ broker }))).toEqual({
      code: 'TRADING_RESTRICTED',
      details: {
        scope: 'BROKER',
        mode: 'REDUCING',
        symbol: 'EURUSD',
        reason: 'Provider outage',
      },
    });
    expect(refusalOf(decidePendingOrder(limitRequest(1.09), facts({ broker }))).code).toBe(
      'TRADING_RESTRICTED',
    );
    expect(close({ broker }).ok).toBe(true);
  });

  it('lets nothing through while it is halted', () => {
    const broker = { tradingState: 'HALTED', reason: null } as const;
    const details = { scope: 'BROKER', mode: 'HALTED' };
    expect(refusalOf(buy({ broker })).details).toMatchObject(details);
    expect(refusalOf(close({ broker })).details).toMatchObject(details);
    const netted = { broker, account: account({ marginMode: 'NETTING' }) } as const;
    const short = { ...netted, positions: [position({ side: 'SELL' })] };
    expect(refusalOf(buy(short)).details).toMatchObject(details);
  });
});

describe('a group without hedging', () => {
  const strict = group({ hedging: false });

  it('refuses the other side of what is held or on its way', () => {
    const short = position({ side: 'SELL' });
    const details = { scope: 'ACCOUNT', mode: 'NO_HEDGING', symbol: 'EURUSD' };
    expect(refusalOf(buy({ group: strict, positions: [short] })).details).toMatchObject(details);
    const underWay = order({ id: 'ORD-2', side: 'SELL' });
    expect(refusalOf(buy({ group: strict, orders: [underWay] })).details).toMatchObject(details);
  });

  it('lets the same side grow, and looks at its own symbol only', () => {
    expect(buy({ group: strict, positions: [position()] }).ok).toBe(true);
    const pounds = position({ symbol: 'GBPUSD', side: 'SELL' });
    expect(buy({ group: strict, positions: [pounds] }).ok).toBe(true);
    const waiting = pending({ id: 'ORD-2', side: 'SELL' });
    expect(buy({ group: strict, orders: [waiting] }).ok).toBe(true);
    const closing = order({ id: 'ORD-3', side: 'SELL', reduces: 12 });
    expect(buy({ group: strict, positions: [position()], orders: [closing] }).ok).toBe(true);
  });
});

describe('a netting account', () => {
  const netting = account({ marginMode: 'NETTING', tradeState: 'CLOSE_ONLY' });
  const short = [position({ side: 'SELL' })];

  it('may trade against its position where only closing is allowed, as far as that goes', () => {
    expect(buy({ account: netting, positions: short }).ok).toBe(true);
    expect(refusalOf(buy({ account: netting, positions: short }, 0.11)).code).toBe(
      'TRADING_RESTRICTED',
    );
    expect(refusalOf(buy({ account: netting, positions: [position()] })).code).toBe(
      'TRADING_RESTRICTED',
    );
  });

  it('trades both ways whatever its group says of hedging', () => {
    const free = account({ marginMode: 'NETTING' });
    const strict = group({ hedging: false });
    expect(buy({ account: free, group: strict, positions: short }, 0.5).ok).toBe(true);
  });

  it('counts what is already on its way against the position', () => {
    const orders = [order({ id: 'ORD-2', volume: 500n })];
    expect(buy({ account: netting, positions: short, orders }, 0.05).ok).toBe(true);
    expect(buy({ account: netting, positions: short, orders }, 0.06).ok).toBe(false);
  });

  it('adds no position in a symbol that it holds, and needs margin only for what is beyond', () => {
    const held = account({ marginMode: 'NETTING', balance: 12_000n });
    const full = group({ maxOpenPositions: 1 });
    const own = { account: held, group: full, positions: [position({ side: 'SELL' })] };
    expect(buy(own, 0.1).ok).toBe(true);
    expect(buy(own, 0.2).ok).toBe(true);
    expect(refusalOf(buy(own, 0.21)).code).toBe('MARGIN_INSUFFICIENT');
    const other = { ...own, positions: [position({ symbol: 'GBPUSD' })] };
    expect(refusalOf(buy(other)).code).toBe('LIMIT_EXCEEDED');
  });

  it('has its total counted net', () => {
    const limited = instruments({ EURUSD: { maxTotalVolume: 1_000n } });
    const own = { account: account({ marginMode: 'NETTING' }), instruments: limited } as const;
    expect(buy({ ...own, positions: short }, 0.2).ok).toBe(true);
    expect(refusalOf(buy({ ...own, positions: short }, 0.21)).code).toBe('INVALID_VOLUME');
    expect(refusalOf(buy({ ...own, positions: [position()] }, 0.01)).code).toBe('INVALID_VOLUME');
  });
});

describe('an account in trouble', () => {
  it('is told of the trouble rather than of the order', () => {
    const reason = (changes: Parameters<typeof account>[0]) =>
      refusalOf(buy({ account: account({ balance: 0n, ...changes }) })).details;
    expect(reason({})).toMatchObject({ reason: 'NEW_ORDER' });
    expect(reason({ marginCallActive: true })).toMatchObject({ reason: 'MARGIN_CALL' });
    expect(reason({ balance: -1n })).toMatchObject({ reason: 'NEGATIVE_BALANCE' });
  });
});
