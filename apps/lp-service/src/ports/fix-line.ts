/** A FIX session to a provider, as the rest of the service sees it. */
import type { Decimal } from '@faultline/fix';
import type { SessionStatus } from '@faultline/fix';
import type { LpOrder, NewLpOrder, Request } from '../order-machine/lp-order.ts';
import type { Route } from './order-book.ts';

export interface LineInfo {
  readonly status: SessionStatus;
  readonly nextOut: number;
  readonly nextIn: number;
  readonly lastError: string | null;
}

interface SeqNumbers {
  readonly nextOut: number;
  readonly nextIn: number;
}

/** What is left out stays. */
export interface WantedNumbers {
  readonly nextOut?: number | undefined;
  readonly nextIn?: number | undefined;
}

/** What setting the numbers by hand changes, and what is lost by it. */
interface NumbersPlan {
  readonly before: SeqNumbers;
  readonly after: SeqNumbers;
  readonly lost: readonly {
    readonly seq: number;
    readonly msgType: string;
    readonly clOrdId: string | null;
  }[];
  readonly incoming: {
    readonly kind: 'skipped' | 'repeated';
    readonly fromSeq: number;
    readonly toSeq: number;
  } | null;
  readonly inDoubt: readonly string[];
}

export interface FixLine {
  readonly id: string;
  readonly lp: string;
  readonly purpose: 'ORDERS' | 'QUOTES';
  readonly senderCompId: string;
  readonly targetCompId: string;
  readonly info: () => LineInfo;
  readonly connect: () => void;
  readonly disconnect: (reason: string) => Promise<void>;
  readonly previewNumbers: (wanted: WantedNumbers) => Promise<NumbersPlan>;
  /** Rejects while the session is linked or wanted up. */
  readonly setNumbers: (wanted: WantedNumbers, by: string) => Promise<NumbersPlan>;
}

/** `not-logged-on`: no number was used, nothing was stored, nothing was sent, certainly. */
export type Sent = 'sent' | 'not-logged-on';

export interface OrderLine extends FixLine {
  /**
   * Commits the order together with the number and the bytes of its message, then writes the message. Rejects when the
   * store refused; then, too, nothing was sent.
   */
  readonly sendOrder: (order: NewLpOrder, route: Route) => Promise<Sent>;
  /** OrderCancelRequest(F) or OrderCancelReplaceRequest(G). */
  readonly sendRequest: (order: LpOrder, request: Request) => Promise<Sent>;
  /** Asks what became of an order. */
  readonly askFor: (order: LpOrder, attempt: number) => Promise<Sent>;
  /** Asks about every order at once; only where the provider understands it. */
  readonly askForAll: () => Promise<Sent>;
  /** Asks for the single trades of an order; only where the provider understands it. */
  readonly askForTrades: (order: LpOrder) => Promise<Sent>;
  /** All trades of a stretch of time, as the provider has them; `null` when it does not tell all. */
  readonly tradesBetween: (range: TimeRange) => Promise<readonly CapturedTrade[] | null>;
}

/** Epoch milliseconds, both included. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A trade in the provider's own words. */
export interface CapturedTrade {
  readonly execId: string;
  readonly clOrdId: string | null;
  readonly symbol: string;
  readonly qty: Decimal;
  readonly price: Decimal;
  readonly atMs: number;
}

export interface QuoteLine extends FixLine {
  /** Asks for the quotes of a symbol. @returns the id of the request. */
  readonly subscribe: (symbol: string) => string | null;
  readonly unsubscribe: (symbol: string) => string | null;
  /** Whether somebody has said that he wants no quotes of a symbol. */
  readonly isUnwanted: (symbol: string) => boolean;
  /** Why a symbol has no quotes. */
  readonly feedErrors: () => ReadonlyMap<string, string>;
}

export interface FixLines {
  readonly all: readonly FixLine[];
  readonly ordersOf: (lp: string) => OrderLine | null;
  readonly quotesOf: (lp: string) => QuoteLine | null;
}
