/** Three servers around one procedure, in a process of their own: our native route, tRPC's adapter, plain Fastify with zod. */
import type { AddressInfo } from 'node:net';
import { initTRPC } from '@trpc/server';
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import Fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { z } from 'zod';
import { createServer } from '../src/http/server.ts';
import { implement } from '../src/procedures/procedure.ts';
import { demoContract, demoHandlers, stored } from '../src/testing/demo-contract.ts';

const log = pino({ enabled: false });
const { pay } = demoContract.demo;

/** The same work in each: check the input, build the answer, check and encode it. */
const native = createServer({
  procedures: implement(demoContract, demoHandlers),
  authenticate: async () => ({ kind: 'nobody' }),
  log,
});

const t = initTRPC.create({ isDev: false });
const official = Fastify();
official.register(fastifyTRPCPlugin, {
  prefix: '/trpc',
  trpcOptions: {
    router: t.router({
      demo: {
        pay: t.procedure.input(pay.input).mutation(async ({ input }) => {
          await stored();
          return z.encode(pay.output, { paid: input.amount });
        }),
      },
    }),
  },
});

const plain = Fastify();
plain.post('/trpc/demo.pay', async (request) => {
  const { amount } = pay.input.parse(request.body);
  await stored();
  return { result: { data: z.encode(pay.output, { paid: amount }) } };
});

const portOf = async (app: FastifyInstance): Promise<number> => {
  await app.listen({ port: 0, host: '127.0.0.1' });
  return (app.server.address() as AddressInfo).port;
};
process.send?.({
  native: await portOf(native),
  official: await portOf(official),
  plain: await portOf(plain),
});
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.on('disconnect', () => process.exit(0));
