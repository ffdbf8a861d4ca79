/** `admin.positions.list`: what is open, on one account or on all. */
import type { Handler, OrderContract } from '@faultline/contract';
import type { Position } from '@faultline/domain';
import { tradingFacts } from '../../market/market.ts';
import type { PositionsAsked } from '../../ports/store.ts';
import { readableAccount } from '../../trading/ownership.ts';
import type { PerformDeps } from '../../trading/perform.ts';
import { pageOf } from '../../views/page.ts';
import { positionView } from '../../views/views.ts';

export const openPositions =
  ({ store, market }: PerformDeps): Handler<OrderContract['admin']['positions']['list']> =>
  async ({ accountId, symbol, ...paged }, call) => {
    if (accountId !== undefined) await readableAccount(store, accountId, call);
    const list = {
      read: async (page: Pick<PositionsAsked, 'after' | 'limit'>) =>
        store.pages.openPositions({ ...page, accountId, symbol }),
      markOf: ({ id }: Position) => [id],
      mark: ['number'] as const,
    };
    const { rows, nextCursor } = await pageOf(paged, list, call);
    const books = await store.booksOf([...new Set(rows.map((row) => row.accountId))]);
    const trading = new Map(
      books.map((book) => [book.account.id, tradingFacts(market, book)] as const),
    );
    const items = rows.flatMap((position) => {
      const facts = trading.get(position.accountId);
      return facts === undefined ? [] : [positionView(position, facts)];
    });
    return { items, nextCursor };
  };
