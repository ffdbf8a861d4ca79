/**
 * Books that were written before the outbox kept what was decided, and before keys came first in what is remembered, and
 * what they hold once they are opened.
 */
import { expect, it } from 'vitest';
import type { Driver } from '../driver.ts';
import { SCHEMA } from '../schema.ts';
import { memoryId } from '../../../ports/records.ts';
import * as tables from '../tables/index.ts';

/** Columns that matter here; the others get what the schema wants. */
interface Waiting {
  readonly id: string;
  readonly side: 'BUY' | 'SELL';
  readonly limit: number | null;
  readonly trigger: number | null;
  readonly deviation: number | null;
}

const WAITING: readonly (Waiting & { readonly worst: bigint | null })[] = [
  { id: 'ORD-1', side: 'BUY', limit: null, trigger: null, deviation: null, worst: null },
  { id: 'ORD-2', side: 'BUY', limit: null, trigger: null, deviation: 5, worst: 1_005n },
  { id: 'ORD-3', side: 'SELL', limit: null, trigger: 900, deviation: 5, worst: 895n },
  { id: 'ORD-4', side: 'BUY', limit: 990, trigger: null, deviation: null, worst: 990n },
  { id: 'ORD-5', side: 'BUY', limit: 1_002, trigger: null, deviation: 5, worst: 1_002n },
  { id: 'ORD-6', side: 'SELL', limit: 990, trigger: null, deviation: 5, worst: 995n },
];

const sql = (value: string | number | null): string =>
  typeof value === 'string' ? `'${value}'` : String(value);

const orderRow = ({ id, side, limit, trigger, deviation }: Waiting): string =>
  `INSERT INTO orders (id, account_id, symbol, side, type, volume, filled_volume, limit_price, trigger_price, tif,
     max_deviation, status, book, lp, reserved_margin, requested_price, source, created_at_ms, version)
   VALUES (${sql(id)}, 1, 'EURUSD', ${sql(side)}, 'MARKET', 1, 0, ${sql(limit)}, ${sql(trigger)}, 'IOC',
     ${sql(deviation)}, 'ROUTED', 'A', 'YOFX', 0, 1000, 'CLIENT', 0, 1);
   INSERT INTO outbox (order_id, lp, expires_at_ms) VALUES (${sql(id)}, 'YOFX', 7)`;

const PEOPLE = `
INSERT INTO users VALUES ('u', 'u', '', '', 'TRADER', 'en', 'ACTIVE', 0, 0, 1);
INSERT INTO accounts (id, account_number, user_id, group_id, currency, balance, credit, leverage, margin_mode, trade_state,
  book, lps, is_demo, margin_call_active, created_at_ms, version, last_event_seq)
  VALUES (1, 'FL-1', 'u', 'g', 'USD', 0, 0, 100, 'HEDGING', 'ACTIVE', 'A', '["YOFX"]', 1, 0, 0, 1, 0)`;

/** A scope has colons in it, and a key has none. */
const KEYS = [
  { scope: 'user_trader:1:orders.placeMarket', key: 'key_01JBX' },
  { scope: 'user_admin:0:admin.routing.put', key: 'a-b_c' },
];

const KEPT_KEYS = KEYS.map(
  ({ scope, key }) => `
INSERT INTO idempotency (id, fingerprint, created_at_ms, expires_at_ms)
  VALUES (${sql(`${scope}:${key}`)}, ${sql(key)}, 0, 9)`,
);

/** The tables as they were, with orders that nobody has delivered yet, and with keys. */
export const OLD_BOOKS: readonly string[] = [
  SCHEMA[0]?.sql ?? '',
  PEOPLE,
  ...WAITING.map((waiting) => orderRow(waiting)),
  ...KEPT_KEYS,
  `INSERT INTO routing_rules VALUES ('gold', 1, 1, '{"symbols":["XAUUSD"]}', '{"book":"B","lps":["YOFX"]}', '', 3)`,
  `INSERT INTO positions (id, account_id, symbol, side, volume, initial_volume, open_price, margin, swap, swapped_to_ms,
     commission, status, open_time_ms, book, realized_profit, version)
   VALUES (7, 1, 'EURUSD', 'BUY', 10, 10, 1, 0, 0, 0, 0, 'OPEN', 0, 'B', 0, 1)`,
];

/** @param upgraded - A driver on a database with `OLD_BOOKS`, opened as the service opens it. */
export function keepsWhatItHolds(upgraded: () => Promise<Driver>): void {
  it('keep every order that waited to be delivered, with the price that followed from it', async () => {
    const driver = await upgraded();
    const entries = await driver.rows(tables.outbox, '1 = 1 ORDER BY id');
    await driver.close();
    const kept = { kind: 'SUBMIT', lps: ['YOFX'], expiresAtMs: 7 };
    expect(entries).toEqual(
      WAITING.map(({ id, worst }) => ({ ...kept, id, orderId: id, worstPrice: worst })),
    );
  });

  it('know every key that was used, in its scope', async () => {
    const driver = await upgraded();
    const remembered = await driver.rows(tables.idempotency, '1 = 1 ORDER BY fingerprint');
    await driver.close();
    const ids = new Map(remembered.map(({ id, fingerprint }) => [fingerprint, id]));
    expect(ids).toEqual(new Map(KEYS.map((one) => [one.key, memoryId(one)])));
  });

  it('cover nothing of what they held before anything could be covered', async () => {
    const driver = await upgraded();
    const rules = await driver.rows(tables.routingRules, '1 = 1');
    const positions = await driver.rows(tables.positions, '1 = 1');
    await driver.close();
    expect(rules).toMatchObject([
      { id: 'gold', route: { book: 'B', lps: ['YOFX'], hedgePercent: 0 } },
    ]);
    expect(positions).toMatchObject([{ id: 7, volume: 10n, hedgeVolume: 0n }]);
  });
}
