/** What those who wait for an order, or for its cancel, are to be told, read from where every process sees it. */
import { isDone } from '@faultline/domain';
import type { Store } from '../ports/store.ts';
import { refusalOf } from '../trading/ending.ts';
import { orderIdOf } from '../trading/outbox.ts';
import type { Wake } from '../trading/waiters.ts';

/** @param ids - As they are waited for; one that is still under way is left out. */
export async function wakesOf(
  store: Pick<Store, 'settledOf' | 'read'>,
  ids: readonly string[],
): Promise<readonly Wake[]> {
  if (ids.length === 0) return [];
  const settled = new Map((await store.settledOf(ids)).map((one) => [one.orderId, one]));
  const found = await Promise.all(
    ids.map(async (id): Promise<readonly Wake[]> => {
      const ended = settled.get(id);
      return ended === undefined ? unsettled(store, id) : [{ id, ended }];
    }),
  );
  return found.flat();
}

/** An order in doubt, or one that came to nothing, so that its key is free again and tells nothing. */
async function unsettled(store: Pick<Store, 'read'>, id: string): Promise<readonly Wake[]> {
  // Nobody waits for the cancel of an order without being told its end under a key.
  if (orderIdOf(id) !== id) return [];
  const { order } = await store.read({ orderId: id });
  if (order?.status === 'IN_DOUBT') return [{ id, ended: 'IN_DOUBT' }];
  if (order === null || !isDone(order) || order.filledVolume !== 0n) return [];
  return [{ id, ended: { orderId: id, answer: null, refusal: refusalOf(order) } }];
}
