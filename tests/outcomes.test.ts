/** An order whose outcome is open for a while has one end, and the same key tells it; nothing is lost or booked twice. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OutcomeRun } from './harness/outcome-run.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

const ORDER_TIMEOUT_MS = 500;
/** A line that is back sooner would answer the caller in time. */
const RECONNECT_MS = 1_500;
/** Half a minute in the long run. */
const LATE_MS = 1_000;

let system: System;
let run: OutcomeRun;
beforeAll(async () => {
  system = await startSystem({
    ORDER_TIMEOUT_MS: String(ORDER_TIMEOUT_MS),
    RECONNECT_INITIAL_MS: String(RECONNECT_MS),
  });
  run = await OutcomeRun.on(system);
});
afterAll(async () => {
  await system.stop();
  await removeData(system);
});

it('with both providers away an order is refused, reaches nobody and ties up nothing', async () => {
  expect(await run.bothDown()).toMatchObject({
    codes: ['LP_NOT_CONNECTED'],
    marginMoved: 0,
    sent: 0,
  });
});

it('a fill long after LP_TIMEOUT is booked once', async () => {
  expect(await run.lateFill(LATE_MS, ORDER_TIMEOUT_MS)).toMatchObject({
    told: 'LP_TIMEOUT',
    outcome: 'UNKNOWN',
    status: 'FILLED',
    deals: 1,
    executions: 1,
    replay: 200,
  });
});

it('a fill cut off before its report is found after the reconnect, and the same key answers it', async () => {
  const ended = await run.cutBeforeReport();
  expect(ended).toMatchObject({
    told: 'LP_TIMEOUT',
    outcome: 'UNKNOWN',
    status: 'FILLED',
    deals: 1,
    executions: 1,
    replay: 200,
  });
});

it('an order that the provider never got ends rejected, and its margin is back to the cent', async () => {
  expect(await run.neverGot()).toMatchObject({
    told: 'LP_TIMEOUT',
    outcome: 'UNKNOWN',
    status: 'REJECTED',
    deals: 0,
    executions: 0,
    tiedUp: 0,
    paid: 0,
  });
});
