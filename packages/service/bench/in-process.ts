/**
 * A declared error against the success of the same procedure without any network, from the input to the text of the
 * answer; beside it the same with tRPC's own caller and a plain TRPCError. Prints JSON.
 */
import { initTRPC, TRPCError } from '@trpc/server';
import { pino } from 'pino';
import { z } from 'zod';
import { DEFAULT_ERROR_SETTINGS } from '../src/errors/settings.ts';
import { type CallContext, implement } from '../src/procedures/procedure.ts';
import { settle } from '../src/procedures/settle.ts';
import { demoContract, demoHandlers, stored } from '../src/testing/demo-contract.ts';
import { errorText } from '../src/trpc/shape.ts';

const ROUNDS = 15;
const CALLS = 10_000;

const path = 'demo.pay';
const procedure = implement(demoContract, demoHandlers).get(path);
if (procedure === undefined) throw new Error(`no ${path}`);
const { ask, op } = procedure;
const keeping = { log: pino({ enabled: false }), errors: DEFAULT_ERROR_SETTINGS };
const requestId = 'req_01M7XRHKJ3NXE7VEVF1JK645P9';
const context: CallContext = {
  requestId,
  ip: '127.0.0.1',
  door: 'TRPC',
  givenUp: () => null,
  signal: new AbortController().signal,
  identify: async () => ({ kind: 'nobody' }),
  describe: () => undefined,
  admitted: async () => undefined,
};

async function ours(amount: number): Promise<string> {
  const asked = await ask({ amount }, context);
  if (asked.ok) return JSON.stringify({ result: { data: asked.data } });
  const error = settle(asked.error, { procedure: path, requestId, op }, keeping);
  return errorText(error, { requestId });
}

const t = initTRPC.create({ isDev: false });
const { pay } = demoContract.demo;
const router = t.router({
  pay: t.procedure.input(pay.input).mutation(async ({ input }) => {
    await stored();
    if (input.amount > 100n) throw new TRPCError({ code: 'BAD_REQUEST', message: 'Too much' });
    return z.encode(pay.output, { paid: input.amount });
  }),
});
const caller = router.createCaller({});

async function theirs(amount: number): Promise<string> {
  try {
    return JSON.stringify({ result: { data: await caller.pay({ amount }) } });
  } catch (thrown) {
    const { code, message } = thrown as TRPCError;
    return JSON.stringify({ error: { code, message } });
  }
}

let written = 0;
async function nanosEach(call: (amount: number) => Promise<string>, amount: number) {
  const startedAt = process.hrtime.bigint();
  for (let index = 0; index < CALLS; index += 1) written += (await call(amount)).length;
  return Number(process.hrtime.bigint() - startedAt) / CALLS;
}

const median = (values: readonly number[]): number =>
  Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);

const seen = { success: [0], declaredError: [0], trpcSuccess: [0], trpcError: [0] };
for (let round = 0; round < ROUNDS; round += 1) {
  seen.success.push(await nanosEach(ours, 5));
  seen.declaredError.push(await nanosEach(ours, 500));
  seen.trpcSuccess.push(await nanosEach(theirs, 5));
  seen.trpcError.push(await nanosEach(theirs, 500));
}
const [success, declaredError] = [median(seen.success), median(seen.declaredError)];
const [trpcSuccess, trpcError] = [median(seen.trpcSuccess), median(seen.trpcError)];
const ratio = (value: number): number => Math.round(value * 100) / 100;
process.stdout.write(
  `${JSON.stringify({
    bench: 'in-process',
    nanos: { success, declaredError, trpcSuccess, trpcError },
    errorCostToSuccess: ratio(declaredError / success),
    errorExtraNanos: declaredError - success,
    errorToTrpcError: ratio(declaredError / trpcError),
    errorToTrpcSuccess: ratio(declaredError / trpcSuccess),
    written: written > 0,
  })}\n`,
);
