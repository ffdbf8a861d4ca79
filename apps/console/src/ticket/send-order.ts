/** Sends what the ticket says, whichever kind of order that is, and says in one shape how it went. */
import { type Failure, type OrderClient, type Result, safe } from '@faultline/client';
import type { Order } from '../api/queries.ts';
import { parseDecimal } from '../texts/format.ts';
import { commonOf, deviationOf, validityOf, type Draft } from './draft.ts';

/** The price that the trader saw goes along, so that "max deviation" is measured from what was on screen. */
export interface Sent {
  readonly draft: Draft;
  readonly accountId: number;
  readonly seenPrice: number | null;
}

export async function sendOrder(
  client: OrderClient,
  { draft, accountId, seenPrice }: Sent,
): Promise<Result<Order, Failure>> {
  const common = commonOf(draft, accountId);
  const pending = { ...common, ...validityOf(draft) };
  const price = parseDecimal(draft.price) ?? 0;
  const triggerPrice = parseDecimal(draft.triggerPrice) ?? 0;
  switch (draft.type) {
    case 'MARKET': {
      const seen = seenPrice === null ? {} : { expectedPrice: seenPrice };
      const deviation = deviationOf(draft);
      const terms = 'maxDeviation' in deviation ? { ...deviation, ...seen } : {};
      const placed = await safe(client.orders.placeMarket.mutate({ ...common, ...terms }));
      return placed.ok ? { ok: true, data: placed.data.order } : placed;
    }
    case 'LIMIT':
      return safe(client.orders.placeLimit.mutate({ ...pending, price }));
    case 'STOP':
      return safe(client.orders.placeStop.mutate({ ...pending, triggerPrice }));
    case 'STOP_LIMIT':
      return safe(
        client.orders.placeStopLimit.mutate({ ...pending, triggerPrice, limitPrice: price }),
      );
  }
}
