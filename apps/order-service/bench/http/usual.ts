/**
 * What our figures are held against, in a process of its own: the same order by the official tRPC adapter, an ORM and
 * PostgreSQL, and an answer that never changes by Fastify alone.
 *
 * `node usual.ts <database URL or -> <people>`; answers on the IPC channel.
 */
import type { AddressInfo } from 'node:net';
import { initTRPC, TRPCError } from '@trpc/server';
import { type CreateFastifyContextOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import { drizzle } from 'drizzle-orm/node-postgres';
import Fastify from 'fastify';
import { generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { Pool } from 'pg';
import { z } from 'zod';
import { tellResources } from './resources.ts';
import { type Kind, placeOrder } from './usual-order.ts';
import { SCHEMA } from './usual-tables.ts';

const [databaseUrl = '-', people = '1'] = process.argv.slice(2);
const { privateKey, publicKey } = await generateKeyPair('EdDSA');

const t = initTRPC.context<{ userId: string }>().create({ isDev: false });
const Order = z.strictObject({
  accountId: z.int().positive(),
  symbol: z.string().min(1).max(32),
  side: z.enum(['BUY', 'SELL']),
  volume: z.number().positive(),
  idempotencyKey: z.string().max(128).optional(),
});
const pool = databaseUrl === '-' ? null : new Pool({ connectionString: databaseUrl, max: 16 });
if (pool !== null) await pool.query(SCHEMA);

const app = Fastify();
app.post('/plain', async () => ({ result: { data: { ok: true } } }));
if (pool !== null) {
  const database = drizzle(pool);
  const placing = (kind: Kind) => {
    const place = placeOrder(database, kind);
    return t.procedure.input(Order).mutation(async ({ input, ctx }) => place(ctx.userId, input));
  };
  const createContext = async ({ req }: CreateFastifyContextOptions) => {
    const token = req.headers.authorization?.slice('Bearer '.length) ?? '';
    const { payload } = await jwtVerify(token, publicKey).catch(() => {
      throw new TRPCError({ code: 'UNAUTHORIZED' });
    });
    return { userId: payload.sub ?? '' };
  };
  const router = t.router({
    orders: t.router({ placeMarket: placing('whole'), placeLean: placing('lean') }),
  });
  app.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions: { router, createContext } });
}
await app.listen({ port: 0, host: '127.0.0.1' });
const members = await Promise.all(
  Array.from({ length: Number(people) }, async (_, id) => join(id)),
);
const { port } = app.server.address() as AddressInfo;
process.send?.({ url: `http://127.0.0.1:${port}`, members });
tellResources();
process.on('disconnect', () => process.exit(0));

async function join(index: number) {
  const accountId = index + 1;
  const sub = `user${accountId}`;
  await pool?.query('INSERT INTO accounts VALUES ($1, $2, 10000000, 100, 0)', [accountId, sub]);
  const token = await new SignJWT({ sub })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setExpirationTime('1h')
    .sign(privateKey);
  return { accountId, token };
}
