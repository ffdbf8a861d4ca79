/** Calls the four witnesses after a run with kills: the tester's log, the public API, the provider's book, the ledger. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createOrderClient, type OrderClient, safe } from '@faultline/client';
import { readJournal, type Witnesses } from '@faultline/testkit';
import { bookOf, signIn, until } from './http.ts';
import type { System } from './system.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Units of the base currency in a lot of a currency pair. */
const LOT = 100_000;
const LIST_MAX = 1_000;
const PAGE_SIZE = 500;

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
    unexplained: complaintsOf(system),
  };
}

type Order = Awaited<ReturnType<OrderClient['admin']['orders']['list']['query']>>['items'][number];

async function ordersOf(client: OrderClient, desks: Run['desks']): Promise<Order[]> {
  const all: Order[] = [];
  for (const { accountId } of desks) {
    let cursor: string | undefined;
    do {
      const asked = { accountId, limit: LIST_MAX, ...(cursor === undefined ? {} : { cursor }) };
      const page = await client.admin.orders.list.query(asked);
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
        const told = await safe(client.orders.get.query({ idempotencyKey: key }));
        if (told.ok) found.set(told.data.order.id, key);
        else if (told.error.code !== 'ORDER_NOT_FOUND') throw told.error;
      });
      await Promise.all(page);
    }
  }
  return found;
}

/** Each line of what `npm run verify` finds wrong. */
function complaintsOf({ dataDir }: System): readonly string[] {
  const script = join(ROOT, 'apps', 'order-service', 'src', 'adapters', 'verify', 'main.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, dataDir], {
    encoding: 'utf8',
  });
  return status === 0 ? [] : `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
}
