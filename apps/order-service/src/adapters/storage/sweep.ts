/** Forgets what is no longer owed to anybody, a little at a time, so that no caller waits for it. */
import type { Driver, Writer } from './driver.ts';
import { sweepSessions } from './people-queries.ts';

const DAY_MS = 24 * 3_600_000;
const EVENTS_KEPT = 10_000;
/** Of each length. */
const CANDLES_KEPT = 1_000;
/** Rows of one kind in one transaction: about as many as a group of commands writes. */
const BATCH = 500;

/** Keys that have expired, old sign-ins, and events older than a day beyond the newest ten thousand of an account. */
export async function sweep(driver: Driver, nowMs: number): Promise<void> {
  while ((await driver.transaction(async (writer) => sweepKeys(writer, nowMs))) === BATCH);
  await driver.transaction(async (writer) => sweepSessions(writer, nowMs, BATCH));
  await driver.transaction(async (writer) =>
    writer.run('DELETE FROM price_candles WHERE start_ms < ? - length_ms * ?', [
      nowMs,
      CANDLES_KEPT,
    ]),
  );
  for (const trail of await longTrails(driver)) {
    const { accountId, keepFrom } = trail;
    for (let { first } = trail; first < keepFrom; first += BATCH) {
      const before = Math.min(first + BATCH, keepFrom);
      await driver.transaction(async (writer) =>
        writer.run('DELETE FROM account_events WHERE account_id = ? AND seq < ? AND at_ms < ?', [
          accountId,
          before,
          nowMs - DAY_MS,
        ]),
      );
    }
  }
}

async function sweepKeys(writer: Writer, nowMs: number): Promise<number> {
  const gone = await writer.all(
    `DELETE FROM idempotency WHERE id IN
       (SELECT id FROM idempotency WHERE expires_at_ms <= ? LIMIT ?) RETURNING id`,
    [nowMs, BATCH],
  );
  return gone.length;
}

interface Trail {
  readonly accountId: number;
  /** The number of its oldest event. */
  readonly first: number;
  /** The oldest that is kept whatever its age. */
  readonly keepFrom: number;
}

/** Accounts with more events than are kept. */
async function longTrails(driver: Driver): Promise<Trail[]> {
  const rows = await driver.all(
    `SELECT a.id, a.last_event_seq,
       (SELECT min(e.seq) FROM account_events e WHERE e.account_id = a.id) AS first
     FROM accounts a WHERE a.last_event_seq > ?`,
    [EVENTS_KEPT],
  );
  return rows
    .map((row) => ({
      accountId: Number(row['id']),
      first: Number(row['first'] ?? row['last_event_seq']),
      keepFrom: Number(row['last_event_seq']) - EVENTS_KEPT + 1,
    }))
    .filter(({ first, keepFrom }) => first < keepFrom);
}
