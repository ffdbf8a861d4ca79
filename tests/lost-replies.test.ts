/** A thousand orders over a line that loses replies: asked again with the same key, each is executed exactly once. */
import { expect, it } from 'vitest';
import { tradeOverLossyLine } from './harness/lost-replies-run.ts';
import { randomFrom } from './harness/random.ts';

const ORDERS = 1_000;
const SEED = 1;

it(`${ORDERS} orders asked for again and again are ${ORDERS} orders at the provider`, async () => {
  const outcome = await tradeOverLossyLine(ORDERS, randomFrom(SEED));
  expect(outcome).toMatchObject({
    faults: [],
    commands: ORDERS,
    acknowledged: ORDERS,
    booked: ORDERS,
  });
  expect(outcome.resets).toBeGreaterThan(20);
}, 120_000);
