/** A market order as it is usually written: one transaction per request through an ORM, the account's row locked. */
import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { accounts, deals, idempotency, orders, positions, postings } from './usual-tables.ts';

export interface Ordered {
  readonly accountId: number;
  readonly symbol: string;
  readonly side: 'BUY' | 'SELL';
  readonly volume: number;
  readonly idempotencyKey?: string | undefined;
}

type Transaction = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0];

const [BID, ASK] = [1.094_96, 1.095_04];
const LOT = 100_000;

export const placeOrder = async (
  database: NodePgDatabase,
  userId: string,
  ordered: Ordered,
): Promise<unknown> =>
  database.transaction(async (tx) => {
    const key = ordered.idempotencyKey ?? randomUUID();
    const [known] = await tx.select().from(idempotency).where(eq(idempotency.key, key));
    if (known !== undefined) return known.answer;
    const { accountId } = ordered;
    const found = await tx.select().from(accounts).where(eq(accounts.id, accountId)).for('update');
    const [account] = found;
    if (account?.userId !== userId) throw new Error('no such account');
    const answer = await fill(tx, ordered, account);
    await tx.insert(idempotency).values({ key, answer });
    return answer;
  });

async function fill(tx: Transaction, ordered: Ordered, account: typeof accounts.$inferSelect) {
  const { accountId, symbol, side, volume } = ordered;
  const price = side === 'BUY' ? ASK : BID;
  const signed = side === 'BUY' ? volume : -volume;
  const mine = and(eq(positions.accountId, accountId), eq(positions.symbol, symbol));
  const [held] = await tx.select().from(positions).where(mine);
  const margin = (Math.abs((held?.volume ?? 0) + signed) * LOT * price) / account.leverage;
  if (margin > account.balance) throw new Error('not enough margin');
  const now = Date.now();
  const placed = { accountId, symbol, side, volume, price, status: 'FILLED', createdAtMs: now };
  const [order] = await tx.insert(orders).values(placed).returning();
  const orderId = order?.id ?? 0;
  const closing = held !== undefined && held.volume * signed < 0;
  const profit = closing ? (price - held.openPrice) * -signed * LOT : 0;
  const [deal] = await tx
    .insert(deals)
    .values({ orderId, accountId, volume, price, profit, timeMs: now })
    .returning();
  const position = await keepPosition(tx, held, { ordered, signed, price, margin });
  if (closing) {
    await tx.insert(postings).values({ accountId, amount: profit, type: 'REALIZED_PL', orderId });
    const balance = account.balance + profit;
    await tx.update(accounts).set({ balance }).where(eq(accounts.id, accountId));
  }
  return { order, deal, position };
}

interface Fill {
  readonly ordered: Ordered;
  readonly signed: number;
  readonly price: number;
  readonly margin: number;
}

async function keepPosition(
  tx: Transaction,
  held: typeof positions.$inferSelect | undefined,
  { ordered: { accountId, symbol }, signed, price, margin }: Fill,
) {
  if (held === undefined) {
    const opened = { accountId, symbol, volume: signed, openPrice: price, margin };
    const [position] = await tx.insert(positions).values(opened).returning();
    return position;
  }
  const volume = held.volume + signed;
  if (Math.abs(volume) < 1e-9) {
    await tx.delete(positions).where(eq(positions.id, held.id));
    return null;
  }
  const where = eq(positions.id, held.id);
  const [position] = await tx.update(positions).set({ volume, margin }).where(where).returning();
  return position;
}
