/** The count of what waits for a person, read as a scraper reads it. */
import { decimalOf, OPEN_BREAKS_METRIC } from '@faultline/errors';
import { createLogger, createMetrics } from '@faultline/service';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { adm, by, type BrokerDesk, openBrokerDesk } from '../testing/broker-desk.ts';
import { until } from '../testing/until.ts';
import { BreakWatch } from './break-watch.ts';

let desk: BrokerDesk;
beforeEach(async () => {
  desk = await openBrokerDesk();
});
afterEach(async () => desk.close());

it('shows reports that wait until somebody has settled them, and is the leader’s to show', async () => {
  const metrics = createMetrics('order-service');
  const log = createLogger('breaks', { level: 'silent' });
  const watch = new BreakWatch({ store: desk.store, log, lookEveryMs: 5 }, metrics);
  const shown = async (): Promise<number> => {
    const line = new RegExp(`^${OPEN_BREAKS_METRIC}\\S* (\\d+)$`, 'm');
    return Number(line.exec(await metrics.registry.metrics())?.[1]);
  };
  watch.start();
  expect(await shown()).toBe(0);
  const execution = { execId: 'E-1', qty: decimalOf(1_000), price: decimalOf(1.1) };
  await desk.report({ orderId: 'ORD-77', kind: 'FILL', ...execution });
  await until(async () => (await shown()) === 1);
  watch.stop();
  expect(await shown()).toBe(0);
  watch.start();
  await until(async () => (await shown()) === 1);
  await desk.admin.breaks.settle({ seq: 1, evidence: 'Not ours: ticket 4712' }, by(adm));
  await until(async () => (await shown()) === 0);
  watch.stop();
});
