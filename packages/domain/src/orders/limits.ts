/** How many positions, pending orders and lots one account may have. */
import type { Decimal } from '@faultline/errors';
import { decimalNumber } from '@faultline/errors';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { Vol4 } from '../money/units.ts';
import { lotsNumber } from '../money/wire.ts';
import type { Side } from '../quotes/quote.ts';
import { isOpening, isResting, restOf } from './open-orders.ts';

/**
 * Whether the account may hold one position more. Orders under way count as the positions they will become. On a netting
 * account an order in a symbol that is held makes no new position.
 */
export function positionLimit(
  symbol: string,
  { account, group, positions, orders }: TradingFacts,
): Decision<'LIMIT_EXCEEDED', object> {
  const grows = account.marginMode === 'NETTING' && positions.some((one) => one.symbol === symbol);
  let current = positions.length;
  for (const order of orders) if (isOpening(order) && order.positionId === null) current += 1;
  if (grows || current < group.maxOpenPositions) return accepted({});
  return refused('LIMIT_EXCEEDED', {
    kind: 'MAX_POSITIONS',
    limit: group.maxOpenPositions,
    current,
  });
}

/** Whether the account may have one pending order more. */
export function pendingLimit({ group, orders }: TradingFacts): Decision<'LIMIT_EXCEEDED', object> {
  let current = 0;
  for (const order of orders) if (isResting(order)) current += 1;
  if (current < group.maxPendingOrders) return accepted({});
  return refused('LIMIT_EXCEEDED', {
    kind: 'MAX_ORDERS_EXCEEDED',
    limit: group.maxPendingOrders,
    current,
  });
}

interface Sized {
  readonly side: Side;
  readonly volume: Vol4;
  /** In lots, as the client typed it. */
  readonly lots: Decimal;
}

/** Whether the symbol's total stays within its limit: positions, orders under way and resting ones, and this order. */
export function totalVolume(
  { side, volume, lots }: Sized,
  instrument: Instrument,
  facts: TradingFacts,
): Decision<'INVALID_VOLUME', { readonly volume: Vol4 }> {
  const { maxTotalVolume, minVolume, maxVolume, volumeStep } = instrument;
  if (maxTotalVolume === null) return accepted({ volume });
  if (totalWith({ side, volume }, instrument.name, facts) <= maxTotalVolume) {
    return accepted({ volume });
  }
  return refused('INVALID_VOLUME', {
    volume: decimalNumber(lots),
    minVolume: lotsNumber(minVolume),
    maxVolume: lotsNumber(maxVolume),
    volumeStep: lotsNumber(volumeStep),
    reason: 'TOTAL',
  });
}

/** On a netting account what is opposed to the position takes away from it. */
function totalWith(
  { side, volume }: Pick<Sized, 'side' | 'volume'>,
  symbol: string,
  { account, positions, orders }: TradingFacts,
): Vol4 {
  let held = 0n;
  for (const one of positions) {
    if (one.symbol !== symbol) continue;
    const netted = account.marginMode === 'NETTING' && one.side !== side;
    held += netted ? -one.volume : one.volume;
  }
  let working = 0n;
  for (const order of orders) {
    if (order.symbol === symbol && order.reduces === null) working += restOf(order);
  }
  const after = held + volume;
  return (after < 0n ? -after : after) + working;
}
