/**
 * A market order as it is usually written: one transaction per request through an ORM, the account's row locked. It leaves
 * behind what ours does: the order and its state, the deal with its commission, the position, the ledger's entries, the
 * account's balance, what its owner is told, and the answer under the request's key. The lean kind charges nothing, and
 * keeps no states and no events.
 */
import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import {
  accountEvents,
  accounts,
  deals,
  idempotency,
  orders,
  orderStates,
  positions,
  postings,
} from './usual-tables.ts';

export interface Ordered {
  readonly accountId: number;
  readonly symbol: string;
  readonly side: 'BUY' | 'SELL';
  readonly volume: number;
  readonly idempotencyKey?: string | undefined;
}

export type Kind = 'whole' | 'lean';
type Transaction = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0];
type Account = typeof accounts.$inferSelect;

const [BID, ASK] = [1.094_96, 1.095_04];
const LOT = 100_000;
const COMMISSION_PER_LOT = 4;

export const placeOrder =
  (database: NodePgDatabase, kind: Kind) =>
  async (userId: string, ordered: Ordered): Promise<unknown> =>
    database.transaction(async (tx) => {
      const key = ordered.idempotencyKey ?? randomUUID();
      const [known] = await tx.select().from(idempotency).where(eq(idempotency.key, key));
      if (known !== undefined) return known.answer;
      const { accountId } = ordered;
      const found = await tx
        .select()
        .from(accounts)
        .where(eq(accounts.id, accountId))
        .for('update');
      const [account] = found;
      if (account?.userId !== userId) throw new Error('no such account');
      const filled = await fill(tx, ordered, { account, kind });
      await book(tx, filled, { account, kind });
      const { order, deal, position } = filled;
      const answer = { order, deal, position };
      await tx.insert(idempotency).values({ key, answer });
      return answer;
    });

interface Of {
  readonly account: Account;
  readonly kind: Kind;
}

type Filled = Awaited<ReturnType<typeof fill>>;

async function fill(tx: Transaction, ordered: Ordered, { account, kind }: Of) {
  const { accountId, symbol, side, volume } = ordered;
  const price = side === 'BUY' ? ASK : BID;
  const signed = side === 'BUY' ? volume : -volume;
  const mine = and(eq(positions.accountId, accountId), eq(positions.symbol, symbol));
  const [held] = await tx.select().from(positions).where(mine);
  const margin = (Math.abs((held?.volume ?? 0) + signed) * LOT * price) / account.leverage;
  if (margin > account.balance) throw new Error('not enough margin');
  const atMs = Date.now();
  const placed = { accountId, symbol, side, volume, price, status: 'FILLED', createdAtMs: atMs };
  const [order] = await tx.insert(orders).values(placed).returning();
  const orderId = order?.id ?? 0;
  const closing = held !== undefined && held.volume * signed < 0;
  const profit = closing ? (price - held.openPrice) * -signed * LOT : 0;
  const commission = kind === 'whole' ? volume * COMMISSION_PER_LOT : 0;
  const [deal] = await tx
    .insert(deals)
    .values({ orderId, accountId, volume, price, profit, commission, timeMs: atMs })
    .returning();
  const position = await keepPosition(tx, held, { ordered, signed, price, margin });
  return { orderId, order, deal, position, closing, profit, commission, atMs };
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

/** The money, and what is told of it: as many rows as there are go in one statement. */
async function book(tx: Transaction, filled: Filled, { account, kind }: Of): Promise<void> {
  const { orderId, order, position, closing, profit, commission, atMs } = filled;
  const { id: accountId } = account;
  const moved = [
    ...(closing ? [{ amount: profit, type: 'REALIZED_PL' }] : []),
    ...(commission > 0 ? [{ amount: -commission, type: 'COMMISSION' }] : []),
  ];
  let balance = account.balance;
  const entries = moved.map(({ amount, type }) => {
    balance += amount;
    return { accountId, amount, balanceAfter: balance, type, orderId, atMs };
  });
  if (entries.length > 0) await tx.insert(postings).values(entries);
  const news =
    kind === 'lean'
      ? []
      : [
          { type: 'ORDER_FILLED', payload: order ?? {} },
          { type: closing ? 'POSITION_CLOSED' : 'POSITION_OPENED', payload: position ?? {} },
          { type: 'BALANCE_CHANGED', payload: { balance } },
        ];
  if (entries.length > 0) {
    const lastEventSeq = account.lastEventSeq + news.length;
    await tx.update(accounts).set({ balance, lastEventSeq }).where(eq(accounts.id, accountId));
  }
  if (kind === 'lean') return;
  await tx.insert(orderStates).values({ orderId, status: 'FILLED', atMs });
  const from = account.lastEventSeq + 1;
  const events = news.map((one, index) => ({ ...one, accountId, seq: from + index, atMs }));
  await tx.insert(accountEvents).values(events);
}
