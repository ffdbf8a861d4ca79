/** Answers to our questions for a provider's trades of some time: gathered until the last has come, and booked by nobody. */
import type { Fix44 } from '@faultline/fix';
import type { CapturedTrade } from '../../ports/fix-line.ts';

interface Gathering {
  readonly trades: CapturedTrade[];
  readonly end: (trades: readonly CapturedTrade[] | null) => void;
}

/** How long a provider may take for all of them. */
const ANSWER_WITHIN_MS = 10_000;

export class TradeCaptures {
  /** By TradeRequestID(568). */
  readonly #open = new Map<string, Gathering>();

  /** @returns All trades; `null` when the provider refuses to tell, or does not finish. */
  async gather(requestId: string): Promise<readonly CapturedTrade[] | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => end(null), ANSWER_WITHIN_MS);
      const end = (trades: readonly CapturedTrade[] | null): void => {
        clearTimeout(timer);
        this.#open.delete(requestId);
        resolve(trades);
      };
      this.#open.set(requestId, { trades: [], end });
    });
  }

  /** The request did not leave. */
  giveUp(requestId: string): void {
    this.#open.get(requestId)?.end(null);
  }

  /** TradeCaptureReportRequestAck(AQ). */
  onAck({ tradeRequestId, tradeRequestResult, totNumTradeReports }: Ack): void {
    const gathering = this.#open.get(tradeRequestId);
    if (gathering === undefined) return;
    if (tradeRequestResult !== 0) gathering.end(null);
    else if (totNumTradeReports === 0) gathering.end([]);
  }

  /** @returns Whether the report answers one of these questions; otherwise it is about an order that was asked for. */
  onReport(report: Fix44.TradeCaptureReport): boolean {
    const gathering = this.#open.get(report.tradeRequestId ?? '');
    if (gathering === undefined) return false;
    const { execId, symbol, lastQty: qty, lastPx: price, transactTimeMs: atMs, sides } = report;
    const clOrdId = sides[0]?.clOrdId ?? null;
    if (execId !== undefined) gathering.trades.push({ execId, clOrdId, symbol, qty, price, atMs });
    const { totNumTradeReports = Infinity, lastRptRequested = false } = report;
    if (lastRptRequested || gathering.trades.length >= totNumTradeReports) {
      gathering.end(gathering.trades);
    }
    return true;
  }
}

type Ack = Pick<
  Fix44.TradeCaptureReportRequestAck,
  'tradeRequestId' | 'tradeRequestResult' | 'totNumTradeReports'
>;
