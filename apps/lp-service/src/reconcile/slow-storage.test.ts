/** A storage that takes its time: what is being written is not written again, and is no word of the provider's. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@faultline/service';
import { expect, it } from 'vitest';
import type { BookChange, OrderBook } from '../ports/order-book.ts';
import type { OrderLine } from '../ports/fix-line.ts';
import { anOrder } from '../testing/orders.ts';
import { Reconciler } from './reconciler.ts';

const ORDER_TIMEOUT_MS = 20;
/** The questions of a round are asked at once, and an overdue order is overdue many times over. */
const WAIT_MS = 150;

it('an order that is overdue is written once, and the round goes on until the provider answers', async () => {
  const order = anOrder({ sentAtMs: Date.now() });
  const written: BookChange[] = [];
  const disk = Promise.withResolvers<void>();
  // The port's two calls that are made here; every commit tells its orders in the same turn, as the real one does.
  const book: Pick<OrderBook, 'openOrders' | 'commit'> = {
    openOrders: () => [order],
    commit: async (changes) => {
      written.push(...changes);
      await disk.promise;
      reconciler.onOrder({ ...order, inDoubt: true });
    },
  };
  const line: Pick<OrderLine, 'info' | 'askFor'> = {
    info: () => ({ status: 'LOGGED_ON', nextOut: 1, nextIn: 1, lastError: null }),
    askFor: async () => 'sent',
  };
  const reconciler = new Reconciler({
    book: book as OrderBook,
    lines: { ordersOf: () => line as OrderLine, all: () => [] } as never,
    dialectOf: () => ({ massStatus: false, tradeCapture: false }) as never,
    orderTimeoutMs: ORDER_TIMEOUT_MS,
    now: Date.now,
    random: () => 0,
    onReady: () => undefined,
    log: createLogger('test', { level: 'silent' }),
  });
  reconciler.onOrder(order);
  await expect.poll(() => written.length).toBe(1);
  reconciler.onLoggedOn(order.lp);
  await sleep(WAIT_MS);
  disk.resolve();
  await sleep(0);
  expect(written).toMatchObject([{ kind: 'overdue', orderId: order.orderId }]);
  expect(reconciler.isReady(order.lp)).toBe(false);
  reconciler.onOrder({ ...order, inDoubt: true, doneAtMs: Date.now() });
  expect(reconciler.isReady(order.lp)).toBe(true);
  reconciler.stop();
});
