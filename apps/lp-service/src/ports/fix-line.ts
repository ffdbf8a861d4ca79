/** A FIX session to a provider, as the rest of the service sees it. */
import type { SessionStatus } from '@faultline/fix';
import type { LpOrder } from '../order-machine/lp-order.ts';
import type { NewLpOrder } from './order-book.ts';

export interface LineInfo {
  readonly status: SessionStatus;
  readonly nextOut: number;
  readonly nextIn: number;
  readonly lastError: string | null;
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
}

/** `not-logged-on`: no number was used, nothing was stored, nothing was sent, certainly. */
export type Sent = 'sent' | 'not-logged-on';

export interface OrderLine extends FixLine {
  /**
   * Commits the order together with the number and the bytes of its message, then writes the message. Rejects when the
   * store refused; then, too, nothing was sent.
   */
  readonly sendOrder: (order: NewLpOrder) => Promise<Sent>;
  /** Asks what became of an order. */
  readonly askFor: (order: LpOrder, attempt: number) => Promise<Sent>;
}

export interface FixLines {
  readonly all: readonly FixLine[];
  readonly ordersOf: (lp: string) => OrderLine | null;
}
