/** Writes what a group of commands, or a part of it, changed, in an order in which no row points at one that is not there yet. */
import type { Changes } from '../../ports/changes.ts';
import type { Settings, Settled } from '../../ports/records.ts';
import { chained, type ChainHead, type ChainedEntry, NO_ENTRY } from './audit-chain.ts';
import type { Writer } from './driver.ts';
import * as tables from './tables/index.ts';
import { together } from './together.ts';
import type { Part } from './work.ts';

/** None waits for the one before: they reach the database in this order, and all of them are in one commit. */
export async function write(writer: Writer, part: Part): Promise<void> {
  const { changes, events, ledger, accounts } = part;
  const all = allOf(changes);
  await together([
    writer.save(
      tables.users,
      newest(
        all((one) => one.users),
        idOf,
      ),
    ),
    writer.save(
      tables.refreshSessions,
      newest(
        all((one) => one.sessions),
        idOf,
      ),
    ),
    ...writeReference(writer, all),
    writer.save(tables.accounts, accounts),
    ...writeTrades(writer, changes, all),
    writer.insert(tables.postings, ledger),
    ...writeMoney(writer, all),
    ...writeMemory(writer, all),
    writer.save(
      tables.breaks,
      all((one) => one.breaks),
    ),
    ...writeSetbacks(writer, all),
    writer.insert(tables.events, events),
  ]);
}

/** What has to look first at what is there: once, when everything else of the group is written. */
export async function writeLast(writer: Writer, changes: readonly Changes[]): Promise<void> {
  const all = allOf(changes);
  const settled = all((one) => one.settled);
  await together([writeAudit(writer, all), tell(writer, settled)]);
}

type All = <T>(records: (one: Changes) => readonly T[] | undefined) => readonly T[];

const allOf =
  (changes: readonly Changes[]): All =>
  (records) =>
    changes.flatMap((one) => records(one) ?? NOTHING);

const NOTHING: readonly never[] = [];

const idOf = <K>({ id }: { readonly id: K }): K => id;

const writeTrades = (writer: Writer, changes: readonly Changes[], all: All): Promise<void>[] => [
  writer.save(
    tables.orders,
    newest(
      all((one) => one.orders),
      idOf,
    ),
  ),
  writer.insert(
    tables.orderStates,
    changes.flatMap(({ atMs, orders = NOTHING }) =>
      orders.map(({ id, version, status }) => ({ orderId: id, version, status, atMs })),
    ),
  ),
  writer.save(
    tables.positions,
    newest(
      all((one) => one.positions),
      idOf,
    ),
  ),
  writer.insert(
    tables.deals,
    all((one) => one.deals),
  ),
];

/** What is still to be delivered, and what callers were told. A key that is free again may be taken in the same group. */
const writeMemory = (writer: Writer, all: All): Promise<void>[] => [
  // The wish to cancel an order may be there already.
  writer.save(
    tables.outbox,
    newest(
      all((one) => one.outbox),
      idOf,
    ),
  ),
  remove(
    writer,
    'delivered',
    all((one) => one.delivered),
  ),
  remove(
    writer,
    'forgotten',
    all((one) => one.forgotten),
  ),
  writer.save(
    tables.idempotency,
    newest(
      all((one) => one.remember),
      idOf,
    ),
  ),
];

/** A symbol that has recovered in the same group has nothing more to tell. */
const writeSetbacks = (writer: Writer, all: All): Promise<void>[] => [
  writer.save(
    tables.hedgeSetbacks,
    newest(
      all((one) => one.hedgeSetbacks),
      ({ symbol }) => symbol,
    ),
  ),
  remove(
    writer,
    'recovered',
    all((one) => one.hedgeRecovered),
  ),
];

const writeReference = (writer: Writer, all: All): Promise<void>[] => [
  writer.save(
    tables.groups,
    newest(
      all((one) => one.groups),
      idOf,
    ),
  ),
  writer.save(
    tables.schedules,
    newest(
      all((one) => one.schedules),
      idOf,
    ),
  ),
  writer.save(
    tables.instruments,
    newest(
      all((one) => one.instruments),
      ({ name }) => name,
    ),
  ),
  writer.save(
    tables.routingRules,
    newest(
      all((one) => one.routingRules),
      idOf,
    ),
  ),
  removeRules(
    writer,
    all((one) => one.removedRoutingRules),
  ),
  writer.save(tables.settings, newest(all(settingsOf), idOf)),
];

const settingsOf = ({ settings }: Changes): readonly Settings[] =>
  settings === undefined ? NOTHING : [settings];

async function removeRules(writer: Writer, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await writer.run('DELETE FROM routing_rules WHERE id = ANY(?)', [ids]);
}

const writeMoney = (writer: Writer, all: All): Promise<void>[] => [
  writer.save(
    tables.withdrawals,
    newest(
      all((one) => one.withdrawals),
      idOf,
    ),
  ),
  writer.save(
    tables.limitRequests,
    newest(
      all((one) => one.limitRequests),
      idOf,
    ),
  ),
  writer.insert(
    tables.funds,
    all((one) => one.funds),
  ),
];

async function writeAudit(writer: Writer, all: All): Promise<void> {
  const audit = all((one) => one.audit);
  if (audit.length === 0) return;
  await writer.lockNames(['audit']);
  const [last] = await writer.rows(tables.audit, '1 = 1 ORDER BY seq DESC LIMIT 1');
  let head: ChainHead = last ?? NO_ENTRY;
  const entries: ChainedEntry[] = [];
  for (const entry of audit) {
    const next = chained(entry, head);
    entries.push(next);
    head = next;
  }
  await writer.insert(tables.audit, entries);
}

/** Several commands of a group may have changed one record: only what the last made of it is written. */
const newest = <T, K>(records: readonly T[], keyOf: (record: T) => K): readonly T[] =>
  records.length < 2
    ? records
    : [...new Map(records.map((record) => [keyOf(record), record])).values()];

async function remove(writer: Writer, from: Removal, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await writer.run(REMOVAL[from], [ids]);
}

type Removal = keyof typeof REMOVAL;
const REMOVAL = {
  delivered: 'DELETE FROM outbox WHERE id = ANY(?)',
  recovered: 'DELETE FROM hedge_setbacks WHERE symbol = ANY(?)',
  forgotten: 'DELETE FROM idempotency WHERE order_id = ANY(?)',
} as const;

/** What is remembered of an order is told once. */
async function tell(writer: Writer, settled: readonly Settled[]): Promise<void> {
  if (settled.length === 0) return;
  const endings = new Map(settled.map((one) => [one.orderId, one]));
  const untold = await writer.rows(
    tables.idempotency,
    'order_id = ANY(?) AND answer IS NULL AND refusal IS NULL',
    [[...endings.keys()]],
  );
  const told = untold.map((memory) => {
    const { answer = null, refusal = null } = endings.get(memory.orderId ?? '') ?? {};
    return { ...memory, answer, refusal };
  });
  await writer.save(tables.idempotency, told);
}
