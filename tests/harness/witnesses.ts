/** Calls the four witnesses after a run with kills: the tester's log, the public API, the provider's book, the ledger. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createOrderClient, failure, type OrderClient } from '@faultline/client';
import { readJournal, type Witnesses } from '@faultline/testkit';
import { bookOf, signIn, until } from './http.ts';
import { serversOf } from './servers.ts';
import type { System } from './system.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Units of the base currency in a lot of a currency pair. */
const LOT = 100_000;
const LIST_MAX = 1_000;
const PAGE_SIZE = 50;
/** A machine that is busy with something else sheds load; a witness asks again. */
const PATIENCE_MS = 30_000;
const ASK_AGAIN_MS = 200;

export interface Run {
  readonly system: System;
  readonly journalFile: string;
  readonly keys: readonly { readonly key: string; readonly desk: number }[];
  readonly desks: readonly { readonly token: string; readonly accountId: number }[];
}

/** Stops the system once nothing is under way any more: the ledger is read from its files. */
export async function hearWitnesses(run: Run): Promise<Witnesses> {
  const { system, journalFile, desks } = run;
  const support = await signIn(system, 'support');
  const client = createOrderClient({ url: system.url, token: () => support });
  const orders = await until(
    async () => ordersOf(client, desks),
    (list) => list.every(({ doneAt }) => doneAt !== null),
    60_000,
  ).catch(async () => ordersOf(client, desks));
  const keyOf = await keysById(run);
  const book = await bookOf(system);
  await system.stop();
  return {
    journal: readJournal(journalFile),
    orders: orders.map(({ id, status, filledVolume }) => ({
      id,
      status,
      key: keyOf.get(id) ?? null,
      filledVolume: Math.round(filledVolume * LOT),
    })),
    book: book.map(({ clOrdId, cumQty }) => ({ clOrdId, filledVolume: cumQty })),
    unexplained: await complaintsOf(system),
  };
}

type Order = Awaited<ReturnType<OrderClient['admin']['orders']['list']['query']>>['items'][number];

async function ordersOf(client: OrderClient, desks: Run['desks']): Promise<Order[]> {
  const all: Order[] = [];
  for (const { accountId } of desks) {
    let cursor: string | undefined;
    do {
      const asked = { accountId, limit: LIST_MAX, ...(cursor === undefined ? {} : { cursor }) };
      const page = await patiently(async () => client.admin.orders.list.query(asked));
      all.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
  return all;
}

/** Which order each key leads to, as its own trader is told. */
async function keysById({ system, keys, desks }: Run): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const [index, { token }] of desks.entries()) {
    const client = createOrderClient({ url: system.url, token: () => token });
    const own = keys.filter(({ desk }) => desk === index);
    for (let from = 0; from < own.length; from += PAGE_SIZE) {
      const page = own.slice(from, from + PAGE_SIZE).map(async ({ key }) => {
        const orderId = await patiently(async () => orderOf(client, key));
        if (orderId !== null) found.set(orderId, key);
      });
      await Promise.all(page);
    }
  }
  return found;
}

async function orderOf(client: OrderClient, idempotencyKey: string): Promise<string | null> {
  try {
    return (await client.orders.get.query({ idempotencyKey })).order.id;
  } catch (error) {
    if (failure(error).code === 'ORDER_NOT_FOUND') return null;
    // As it came: a failure that is read twice is not recognised the second time.
    throw error;
  }
}

async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const isBusy = failure(error).code === 'SERVICE_UNAVAILABLE';
      if (!isBusy || performance.now() > deadline) throw error;
      await sleep(ASK_AGAIN_MS);
    }
  }
}

/** Each line of what `npm run verify` finds wrong. */
async function complaintsOf({ dataDir }: System): Promise<readonly string[]> {
  const script = join(ROOT, 'apps', 'order-service', 'src', 'adapters', 'verify', 'main.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, dataDir], {
    encoding: 'utf8',
    env: { ...process.env, ...(await serversOf(dataDir)) },
  });
  return status === 0 ? [] : `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
}
