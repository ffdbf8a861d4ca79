/**
 * What a refusal costs: an order that is refused for margin against one that is filled, in process, from the call to the
 * text of the answer, each on disk before it is answered. Sixty-four at a time, in turns, so that both see the same machine.
 *
 * `node bench/refused.ts`
 */
import { orderContract } from '@faultline/contract';
import { decimalOf, toBody, isAppError } from '@faultline/errors';
import { z } from 'zod';
import { ann, callBy, openDesk } from '../src/testing/desk.ts';

const ROUNDS = 25;
const ORDERS = 256;
const IN_FLIGHT = 64;
const FITS = decimalOf(0.01);
const TOO_LARGE = decimalOf(90);

const desk = await openDesk();
await desk.store.commit({ accountId: 2 }, ({ account }) => {
  if (account === null) throw new Error('the demo has an account 2');
  // One position that opens and closes, whatever the number of orders.
  const accounts = [{ ...account, marginMode: 'NETTING' as const, version: account.version + 1 }];
  return { answer: null, changes: { atMs: 0, accounts } };
});

let placed = 0;
async function place(volume: typeof FITS): Promise<number> {
  placed += 1;
  const side = placed % 2 === 0 ? 'BUY' : 'SELL';
  try {
    const order = { accountId: 2, symbol: 'EURUSD', side, volume } as const;
    const answer = await desk.orders.placeMarket(order, callBy(ann).call);
    return JSON.stringify(z.encode(orderContract.orders.placeMarket.output, answer)).length;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return JSON.stringify(toBody(error)).length;
  }
}

async function microsEach(volume: typeof FITS): Promise<number> {
  const startedAt = process.hrtime.bigint();
  for (let done = 0; done < ORDERS; done += IN_FLIGHT) {
    await Promise.all(Array.from({ length: IN_FLIGHT }, async () => place(volume)));
  }
  return Number(process.hrtime.bigint() - startedAt) / 1_000 / ORDERS;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

await microsEach(FITS);
await microsEach(TOO_LARGE);
const filled: number[] = [];
const refused: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  filled.push(await microsEach(FITS));
  refused.push(await microsEach(TOO_LARGE));
}
await desk.close();
const [filledMicros, refusedMicros] = [median(filled), median(refused)];
process.stdout.write(
  `${JSON.stringify({
    bench: 'refused-order',
    micros: { filled: Math.round(filledMicros), refused: Math.round(refusedMicros) },
    refusedToFilled: Math.round((refusedMicros / filledMicros) * 100) / 100,
  })}\n`,
);
