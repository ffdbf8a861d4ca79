/** A routed order in the words of the LP service: what to trade, with whom, and how bad a price may be. Pure. */
import { instrumentOf, type Order } from '@faultline/domain';
import { priceOf, unitsOf } from '../market/units.ts';
import type { LpSubmission } from '../ports/lp.ts';
import type { OutboxEntry, Reference } from '../ports/store.ts';

export function submissionOf(
  order: Order,
  { lps, worstPrice, expiresAtMs }: OutboxEntry,
  { instruments }: Pick<Reference, 'instruments'>,
): LpSubmission {
  const { id: orderId, symbol, side, volume, filledVolume, tif } = order;
  const instrument = instrumentOf(symbol, instruments);
  return {
    orderId,
    lps,
    symbol,
    side,
    qty: unitsOf(volume - filledVolume, instrument),
    type: worstPrice === null ? 'MARKET' : 'LIMIT',
    price: worstPrice === null ? null : priceOf(worstPrice, instrument),
    tif: tif === 'FOK' ? 'FOK' : 'IOC',
    expiresAtMs,
  };
}
