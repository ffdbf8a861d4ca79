/** Questions that no command decides on. */
import type { OrderState, Store } from '../../ports/store.ts';
import type { Driver } from './driver.ts';
import { sweepSessions } from './people-queries.ts';
import * as tables from './tables/index.ts';

type Queries = Pick<
  Store,
  'accountsOf' | 'statesOf' | 'dealsOf' | 'realizedSince' | 'outbox' | 'eventsAfter' | 'sweep'
>;

const DAY_MS = 24 * 3_600_000;
const EVENTS_KEPT = 10_000;
const SWEEP_MAX = 500;

export function queries(driver: Driver): Queries {
  return {
    accountsOf: async (userId) => driver.rows(tables.accounts, 'user_id = ? ORDER BY id', [userId]),
    statesOf: async (orderId) => {
      const rows = await driver.rows(tables.orderStates, 'order_id = ? ORDER BY version', [
        orderId,
      ]);
      return rows.map(({ status, atMs }): OrderState => ({ status, atMs }));
    },
    dealsOf: async (orderId) =>
      driver.rows(tables.deals, 'order_id = ? ORDER BY time_ms, id', [orderId]),
    realizedSince: async (accountId, sinceMs) => {
      const client = `client:${accountId}`;
      const [row] = await driver.all(
        `SELECT coalesce(sum(CASE WHEN credit = ? THEN amount ELSE -amount END), 0) AS sum
         FROM postings WHERE type IN ('REALIZED_PL', 'SWAP') AND at_ms >= ?
         AND (credit = ? OR debit = ?)`,
        [client, sinceMs, client, client],
      );
      return BigInt(String(row?.['sum'] ?? 0));
    },
    outbox: async () => driver.rows(tables.outbox, '1 = 1 ORDER BY expires_at_ms'),
    eventsAfter: async (accountId, seq, limit) =>
      driver.rows(tables.events, 'account_id = ? AND seq > ? ORDER BY seq LIMIT ?', [
        accountId,
        seq,
        limit,
      ]),
    sweep: async (nowMs) => sweep(driver, nowMs),
  };
}

async function sweep(driver: Driver, nowMs: number): Promise<void> {
  await driver.transaction(async (writer) => {
    await writer.run(
      'DELETE FROM idempotency WHERE id IN (SELECT id FROM idempotency WHERE expires_at_ms <= ? LIMIT ?)',
      [nowMs, SWEEP_MAX],
    );
    await writer.run(
      `DELETE FROM account_events WHERE (account_id, seq) IN (
         SELECT e.account_id, e.seq FROM account_events e JOIN accounts a ON a.id = e.account_id
         WHERE e.at_ms < ? AND e.seq <= a.last_event_seq - ? LIMIT ?)`,
      [nowMs - DAY_MS, EVENTS_KEPT, SWEEP_MAX],
    );
    await sweepSessions(writer, nowMs, SWEEP_MAX);
  });
}
