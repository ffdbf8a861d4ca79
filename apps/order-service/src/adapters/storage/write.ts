/** Writes what a group of commands changed, in an order in which no row points at one that is not there yet. */
import type { Changes } from '../../ports/changes.ts';
import type { Settled } from '../../ports/records.ts';
import { chained, type ChainHead, type ChainedEntry, NO_ENTRY } from './audit-chain.ts';
import type { Writer } from './driver.ts';
import * as tables from './tables/index.ts';
import type { Work } from './work.ts';

export async function write(writer: Writer, work: Work): Promise<void> {
  const { changes } = work;
  const all: All = (records) => changes.flatMap((one) => records(one) ?? []);
  await writer.save(
    tables.users,
    newest(
      all(({ users }) => users),
      ({ id }) => id,
    ),
  );
  await writeReference(writer, all);
  const accounts = work.touchedBooks().map(({ account }) => account);
  await writer.save(tables.accounts, accounts);
  await writeTrades(writer, changes, all);
  await writer.insert(tables.postings, work.ledger);
  await writeMoney(writer, all);
  await writeMemory(writer, all);
  await writer.save(
    tables.breaks,
    all(({ breaks }) => breaks),
  );
  await writer.insert(tables.events, work.events);
}

async function writeTrades(writer: Writer, changes: readonly Changes[], all: All): Promise<void> {
  const orders = all((one) => one.orders);
  await writer.save(
    tables.orders,
    newest(orders, ({ id }) => id),
  );
  const states = changes.flatMap(({ atMs, orders: moved = [] }) =>
    moved.map(({ id, version, status }) => ({ orderId: id, version, status, atMs })),
  );
  await writer.insert(tables.orderStates, states);
  const positions = all((one) => one.positions);
  await writer.save(
    tables.positions,
    newest(positions, ({ id }) => id),
  );
  await writer.insert(
    tables.deals,
    all(({ deals }) => deals),
  );
}

/** What is still to be delivered, and what callers were told. */
async function writeMemory(writer: Writer, all: All): Promise<void> {
  await writer.insert(
    tables.outbox,
    all(({ outbox }) => outbox),
  );
  await forget(
    writer,
    'outbox',
    all(({ delivered }) => delivered),
  );
  const memories = all(({ remember }) => remember);
  await writer.save(
    tables.idempotency,
    newest(memories, ({ id }) => id),
  );
  for (const settled of all((one) => one.settled)) await tell(writer, settled);
  await forget(
    writer,
    'idempotency',
    all(({ forgotten }) => forgotten),
  );
}

type All = <T>(records: (one: Changes) => readonly T[] | undefined) => T[];

async function writeReference(writer: Writer, all: All): Promise<void> {
  await writer.save(
    tables.groups,
    newest(
      all(({ groups }) => groups),
      ({ id }) => id,
    ),
  );
  await writer.save(
    tables.schedules,
    newest(
      all(({ schedules }) => schedules),
      ({ id }) => id,
    ),
  );
  const instruments = all((one) => one.instruments);
  await writer.save(
    tables.instruments,
    newest(instruments, ({ name }) => name),
  );
  const rules = all(({ routingRules }) => routingRules);
  await writer.save(
    tables.routingRules,
    newest(rules, ({ id }) => id),
  );
  const gone = all(({ removedRoutingRules }) => removedRoutingRules);
  if (gone.length > 0) await writer.run('DELETE FROM routing_rules WHERE id = ANY(?)', [gone]);
  const settings = all(({ settings: one }) => (one === undefined ? [] : [one]));
  await writer.save(
    tables.settings,
    newest(settings, ({ id }) => id),
  );
}

async function writeMoney(writer: Writer, all: All): Promise<void> {
  const withdrawals = all((one) => one.withdrawals);
  await writer.save(
    tables.withdrawals,
    newest(withdrawals, ({ id }) => id),
  );
  const requests = all(({ limitRequests }) => limitRequests);
  await writer.save(
    tables.limitRequests,
    newest(requests, ({ id }) => id),
  );
  await writer.insert(
    tables.funds,
    all(({ funds }) => funds),
  );
  const audit = all((one) => one.audit);
  if (audit.length === 0) return;
  let head = await auditHead(writer);
  const entries: ChainedEntry[] = [];
  for (const entry of audit) {
    const next = chained(entry, head);
    entries.push(next);
    head = next;
  }
  await writer.insert(tables.audit, entries);
}

async function auditHead(writer: Writer): Promise<ChainHead> {
  const [last] = await writer.rows(tables.audit, '1 = 1 ORDER BY seq DESC LIMIT 1');
  return last ?? NO_ENTRY;
}

/** Several commands of a group may have changed one record: only what the last made of it is written. */
const newest = <T, K>(records: readonly T[], keyOf: (record: T) => K): T[] =>
  records.length < 2
    ? [...records]
    : [...new Map(records.map((record) => [keyOf(record), record])).values()];

async function forget(
  writer: Writer,
  table: 'outbox' | 'idempotency',
  orderIds: readonly string[],
): Promise<void> {
  if (orderIds.length === 0) return;
  await writer.run(`DELETE FROM ${table} WHERE order_id = ANY(?)`, [orderIds]);
}

const tell = async (writer: Writer, { orderId, answer, refusal }: Settled): Promise<void> =>
  writer.run(
    'UPDATE idempotency SET answer = ?, refusal = ? WHERE order_id = ? AND answer IS NULL AND refusal IS NULL',
    [jsonOrNull(answer), jsonOrNull(refusal), orderId],
  );

const jsonOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);
