/** `execution.reports`: the next reports, held back while there is none. */
import type { OrderBook } from '../ports/order-book.ts';
import { type Bell, lookUntil } from '../waiting.ts';
import { type ExecutionHandlers, reportView } from './views.ts';

/** @param bell - Rings in the turn in which reports were committed. */
export const reports =
  (book: OrderBook, bell: Bell): ExecutionHandlers['reports'] =>
  async ({ afterSeq, limit, waitMs }, { signal }) => {
    const look = async () => {
      const found = await book.reportsAfter(afterSeq, limit);
      return found.length === 0 ? null : found;
    };
    const found = await lookUntil(look, { bell, waitMs, signal });
    return { reports: (found ?? []).map(reportView) };
  };
