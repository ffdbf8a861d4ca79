/**
 * How users stand: their record and their live sign-ins, kept in memory because every request asks. A change made in this
 * process counts at once; one made by another process that shares the database as soon as it is heard of, and after five
 * seconds at most.
 */
import type { Store, User } from '../../ports/store.ts';

const STALE_MS = 5_000;
const KEPT_MAX = 10_000;

export interface Standing {
  /** `null` when there is no such user any more. */
  readonly user: User | null;
  /** When each live sign-in began, by its id. Epoch milliseconds. */
  readonly sessions: ReadonlyMap<string, number>;
}

/** @param afresh - Not from memory: what is refused is refused by what holds now. */
export type StandingOf = (userId: string, afresh?: boolean) => Promise<Standing>;

interface Entry {
  readonly readAtMs: number;
  readonly standing: Promise<Standing>;
}

export function createStandings(store: Store, now: () => number): StandingOf {
  const entries = new Map<string, Entry>();
  // An answer that is still under way when this happens goes only to those who asked before.
  store.onCommitted(({ userIds }) => userIds.forEach((userId) => entries.delete(userId)));
  const read = (userId: string, nowMs: number): Entry => {
    const standing = readStanding(store, userId, nowMs);
    const entry = { readAtMs: nowMs, standing };
    entries.delete(userId);
    entries.set(userId, entry);
    standing.catch(() => entries.get(userId) === entry && entries.delete(userId));
    const oldest = entries.size > KEPT_MAX ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    return entry;
  };
  return async (userId, afresh = false) => {
    const nowMs = now();
    const known = entries.get(userId);
    const fresh = known !== undefined && !afresh && nowMs - known.readAtMs < STALE_MS;
    return (fresh ? known : read(userId, nowMs)).standing;
  };
}

async function readStanding(store: Store, userId: string, nowMs: number): Promise<Standing> {
  const [user, sessions] = await Promise.all([
    store.userById(userId),
    store.liveSessions(userId, nowMs),
  ]);
  return { user, sessions: new Map(sessions.map(({ id, createdAtMs }) => [id, createdAtMs])) };
}
