/** Who did what to whom, as the audit log keeps it: what changed and nothing else, and never a secret. */
import type { Call, User as Caller } from '@faultline/contract';
import type { AuditEntry } from '../ports/store.ts';

/** What a command says about itself. */
export interface Trail {
  /** Such as `account:3`. */
  readonly target: string;
  /** The record as it was and as it is; only what differs is kept. */
  readonly before?: object | null;
  readonly after?: object | null;
  readonly reason?: string | null | undefined;
}

type Doing = Pick<Call<never, Caller>, 'caller' | 'requestId' | 'ip'>;

/** @param action - The procedure's path, and when it was decided. */
export function audited(
  { target, before = null, after = null, reason = null }: Trail,
  { action, atMs }: { action: string; atMs: number },
  { caller, requestId, ip }: Doing,
): AuditEntry {
  const { userId: actorId, role } = caller;
  const changed = differences(before, after);
  return { actorId, role, action, target, ...changed, reason, requestId, ip, atMs };
}

/** Fields that change by themselves with every commit say nothing about what somebody did. */
const BOOKKEEPING: ReadonlySet<string> = new Set(['version', 'lastEventSeq']);
/** Whoever reads the log may not sign in with it. */
const SECRETS: ReadonlySet<string> = new Set(['passwordHash']);

function differences(
  before: object | null,
  after: object | null,
): { before: unknown; after: unknown } {
  const was = plain(before);
  const is = plain(after);
  if (was === null || is === null) return { before: was, after: is };
  const names = Object.keys({ ...was, ...is }).filter(
    (name) => !BOOKKEEPING.has(name) && JSON.stringify(was[name]) !== JSON.stringify(is[name]),
  );
  const only = (record: Plain): Plain =>
    Object.fromEntries(names.filter((name) => name in record).map((name) => [name, record[name]]));
  return { before: only(was), after: only(is) };
}

type Plain = Readonly<Record<string, unknown>>;

/** As JSON can hold it: amounts and volumes as text, in the smallest units that they are stored in. */
const plain = (record: object | null): Plain | null =>
  record === null
    ? null
    : (JSON.parse(
        JSON.stringify(record, (name, value: unknown) => {
          if (SECRETS.has(name)) return undefined;
          return typeof value === 'bigint' ? value.toString() : value;
        }),
      ) as Plain);
