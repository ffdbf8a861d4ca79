/** The newest price of every symbol, as the stream tells it. */
import type { OrderClient } from '@faultline/client';

type Snapshot = Awaited<ReturnType<OrderClient['quotes']['snapshot']['query']>>[number];

export interface Quote extends Snapshot {
  /** By this page's clock: the age is counted on from there. */
  readonly heardAtMs: number;
}

export type Quotes = ReadonlyMap<string, Quote>;

export const NO_QUOTES: Quotes = new Map();

/** The board after another bundle of prices. The same board when the bundle is empty. */
export function withQuotes(board: Quotes, news: readonly Snapshot[], heardAtMs: number): Quotes {
  if (news.length === 0) return board;
  const next = new Map(board);
  for (const quote of news) next.set(quote.symbol, { ...quote, heardAtMs });
  return next;
}
