/** Questions that no command decides on. */
import type { Vol4 } from '@faultline/domain';
import type { OrderState, Remembered, Settled, Store } from '../../ports/store.ts';
import type { Driver } from './driver.ts';
import { sweep } from './sweep.ts';
import * as tables from './tables/index.ts';

export type Queries = Pick<
  Store,
  | 'accountsOf'
  | 'fundsOf'
  | 'withdrawalsOf'
  | 'statesOf'
  | 'dealsOf'
  | 'dealsAt'
  | 'outbox'
  | 'coverBySymbol'
  | 'hedgeSetbacks'
  | 'settledOf'
  | 'eventsAfter'
  | 'sweep'
>;

export function queries(driver: Driver): Queries {
  return {
    fundsOf: async (ids) => driver.rows(tables.funds, 'id = ANY(?)', [ids]),
    withdrawalsOf: async (ids) => driver.rows(tables.withdrawals, 'id = ANY(?)', [ids]),
    accountsOf: async (userId) => driver.rows(tables.accounts, 'user_id = ? ORDER BY id', [userId]),
    statesOf: async (orderId) => {
      const rows = await driver.rows(tables.orderStates, 'order_id = ? ORDER BY version', [
        orderId,
      ]);
      return rows.map(({ status, atMs }): OrderState => ({ status, atMs }));
    },
    dealsOf: async (orderId) =>
      driver.rows(tables.deals, 'order_id = ? ORDER BY time_ms, id', [orderId]),
    dealsAt: async (lp, { fromMs, toMs }) =>
      driver.rows(tables.deals, 'lp = ? AND time_ms >= ? AND time_ms <= ? ORDER BY time_ms, id', [
        lp,
        fromMs,
        toMs,
      ]),
    coverBySymbol: async () => coverBySymbol(driver),
    hedgeSetbacks: async () => driver.rows(tables.hedgeSetbacks, '1 = 1 ORDER BY symbol'),
    outbox: async () => driver.rows(tables.outbox, '1 = 1 ORDER BY expires_at_ms'),
    settledOf: async (ids) => {
      const told = '(answer IS NOT NULL OR refusal IS NOT NULL)';
      const rows = await driver.rows(tables.idempotency, `order_id = ANY(?) AND ${told}`, [ids]);
      return rows.map(settledIn);
    },
    eventsAfter: async (accountId, seq, limit) =>
      driver.rows(tables.events, 'account_id = ? AND seq > ? ORDER BY seq LIMIT ?', [
        accountId,
        seq,
        limit,
      ]),
    sweep: async (nowMs) => sweep(driver, nowMs),
  };
}

async function coverBySymbol(driver: Driver): Promise<ReadonlyMap<string, Vol4>> {
  const rows = await driver.all(
    `SELECT symbol, side, CAST(sum(hedge_volume) AS BIGINT) AS volume FROM positions
     WHERE closed_at_ms IS NULL AND hedge_volume > 0 GROUP BY symbol, side ORDER BY symbol`,
  );
  const sums = new Map<string, Vol4>();
  for (const { symbol, side, volume } of rows) {
    const size = BigInt(String(volume));
    const name = String(symbol);
    sums.set(name, (sums.get(name) ?? 0n) + (side === 'BUY' ? size : -size));
  }
  return sums;
}

/** A key with an order was told nothing but how that order, or its cancel, ended. */
const settledIn = ({ orderId, answer, refusal }: Remembered): Settled => ({
  orderId: orderId ?? '',
  answer,
  refusal: refusal as Settled['refusal'],
});
