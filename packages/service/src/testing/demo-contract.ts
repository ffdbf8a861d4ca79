/** A small contract with one procedure of each kind that a transport must get right. For the tests of this package only. */
import { fail } from '@faultline/errors';
import type { Implementation } from '@faultline/contract';
import { z } from 'zod';

const amount = z.codec(z.number(), z.bigint(), {
  decode: (number) => BigInt(number),
  encode: (big) => Number(big),
});

const row = { needs: 'public', errors: [] } as const;

export const demoContract = {
  demo: {
    double: {
      ...row,
      kind: 'query',
      input: z.strictObject({ amount }),
      output: z.strictObject({ amount }),
      rest: { method: 'GET', path: '/double/:amount', query: { amount: 'integer' } },
    },
    pay: {
      ...row,
      kind: 'mutation',
      input: z.strictObject({ amount, idempotencyKey: z.string().min(8).optional() }),
      output: z.strictObject({ paid: amount }),
      errors: ['INSUFFICIENT_BALANCE'],
      rest: { method: 'POST', path: '/pay', query: {} },
    },
    mine: {
      ...row,
      kind: 'query',
      needs: 'admin',
      input: z.strictObject({}),
      output: z.strictObject({ role: z.string() }),
      rest: { method: 'GET', path: '/mine', query: {} },
    },
    /** Counts on from where the caller stopped listening; refuses numbers that it never said. */
    count: {
      ...row,
      kind: 'subscription',
      input: z.strictObject({ lastEventSeq: z.int().optional() }),
      output: z.strictObject({ seq: z.int(), type: z.string(), amount }),
      errors: ['ORDER_NOT_FOUND'],
      rest: { method: 'GET', path: '/count', query: { lastEventSeq: 'integer' } },
    },
    bug: { ...row, kind: 'mutation', input: z.strictObject({}), output: z.null() },
    undeclared: { ...row, kind: 'query', input: z.strictObject({}), output: z.null() },
    liar: {
      ...row,
      kind: 'query',
      input: z.strictObject({}),
      output: z.strictObject({ n: z.int() }),
    },
  },
} as const;

/** Stands for the store: every real command waits for one before it decides. */
export const stored = async (): Promise<void> => undefined;

export const demoHandlers: Implementation<typeof demoContract> = {
  demo: {
    double: async ({ amount }) => ({ amount: amount * 2n }),
    pay: async (input, call) => {
      await stored();
      call.describe({ idempotencyKey: input.idempotencyKey ?? 'key_made_here' });
      if (input.amount > 100n) {
        return call.fail('INSUFFICIENT_BALANCE', {
          balance: 100,
          withdrawalAmount: Number(input.amount),
          withdrawable: 100,
          currency: 'USD',
        });
      }
      return { paid: input.amount };
    },
    mine: async (_, call) => ({ role: call.caller.role }),
    count: async ({ lastEventSeq = 0 }, call) => {
      if (lastEventSeq > 100) throw call.fail('ORDER_NOT_FOUND', { orderId: 'ORD-1' });
      return counting(lastEventSeq, call.signal);
    },
    bug: async () => {
      throw new Error('SELECT secret FROM /etc/passwd');
    },
    undeclared: async () => {
      throw fail('LP_NOT_FOUND', { lp: 'YOFX' });
    },
    liar: async () => ({ n: 1.5 }),
  },
};

/** Listeners that have not hung up yet. */
export const counting = Object.assign(count, { open: 0 });

async function* count(from: number, signal: AbortSignal) {
  counting.open += 1;
  try {
    for (let seq = from + 1; !signal.aborted; seq += 1) {
      if (seq === 50) throw new Error('a bug at fifty');
      yield { seq, type: 'COUNT', amount: BigInt(seq) };
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  } finally {
    counting.open -= 1;
  }
}
