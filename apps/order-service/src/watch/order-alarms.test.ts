/** What an operator is woken by, read as a scraper reads it. */
import { decimalOf } from '@faultline/errors';
import { createMetrics } from '@faultline/service';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ann, callBy, openDesk } from '../testing/desk.ts';
import { alarms } from './order-alarms.ts';

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(async () => desk.close());

it('shows how long the oldest order has been in doubt, and nothing once it is resolved', async () => {
  const metrics = createMetrics('order-service');
  alarms(metrics, { busy: desk.busy, now: desk.market.now });
  const age = async () => {
    const text = await metrics.registry.metrics();
    return Number(/^faultline_order_in_doubt_oldest_seconds\S* (\S+)$/m.exec(text)?.[1]);
  };
  expect(await age()).toBe(0);
  const order = { accountId: 1, symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) } as const;
  await desk.orders.placeMarket(order, callBy(ann).call).catch(() => undefined);
  await desk.report({ orderId: 'ORD-1', kind: 'IN_DOUBT' });
  desk.clock.nowMs += 61_000;
  expect(await age()).toBe(61);
  await desk.report({ orderId: 'ORD-1', kind: 'CANCEL' });
  expect(await age()).toBe(0);
});

it('counts reports that were set aside', async () => {
  const metrics = createMetrics('order-service');
  alarms(metrics, { busy: desk.busy, now: desk.market.now })();
  expect(await metrics.registry.metrics()).toMatch(/^faultline_reports_set_aside_total\S* 1$/m);
});
