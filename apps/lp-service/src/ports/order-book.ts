/**
 * What the service asks of its storage: every order at a provider, every report about it, every refusal. A change is
 * what happened; what follows from it is decided inside the transaction that writes it, on the rows as they are there.
 */
import type { Refusal } from '@faultline/errors';
import type { ExecutionReport } from '@faultline/fix';
import type {
  LpOrder,
  NewLpOrder,
  OrderReport,
  Refused,
  Request,
} from '../order-machine/lp-order.ts';
import type { CapturedTrade } from '../order-machine/on-execution-report.ts';
import type { RequestReject } from '../order-machine/on-request.ts';
import type { Provider } from '../lp/provider.ts';

/** Why an order was not sent and never will be. */
export type SubmitRefusal = Refusal<
  'LP_NOT_FOUND' | 'LP_NOT_CONNECTED' | 'INVALID_SYMBOL' | 'ORDER_EXPIRED' | 'ORDER_REJECTED'
>;

/** Where an order may go. */
export interface Route {
  /** In order of priority. */
  readonly lps: readonly string[];
  /** From then on it is sent to nobody any more. Epoch milliseconds. */
  readonly expiresAtMs: number;
}

/** An order that a provider has refused and that another may take. */
export interface Reroute extends Route {
  /** As the provider left it. */
  readonly order: LpOrder;
}

/** Something that happened, at a time in epoch milliseconds. */
export type BookChange = { readonly atMs: number } & (
  | { readonly kind: 'sent'; readonly order: NewLpOrder; readonly route: Route }
  | { readonly kind: 'not-sent'; readonly orderId: string; readonly refusal: SubmitRefusal }
  /** No other provider can take an order that one has refused: the refusal is told. */
  | { readonly kind: 'unrouted'; readonly orderId: string }
  | { readonly kind: 'reported'; readonly lp: string; readonly report: ExecutionReport }
  | { readonly kind: 'captured'; readonly clOrdId: string; readonly trade: CapturedTrade }
  /** The provider refused the message that carried the order, or never had it. */
  | {
      readonly kind: 'refused';
      readonly clOrdId: string;
      readonly refusedFor: (order: LpOrder) => Refused;
    }
  | { readonly kind: 'overdue'; readonly orderId: string }
  /** Somebody wants the order cancelled or changed. */
  | { readonly kind: 'requested'; readonly orderId: string; readonly request: Request }
  | { readonly kind: 'request-sent'; readonly clOrdId: string }
  | { readonly kind: 'request-rejected'; readonly reject: Omit<RequestReject, 'atMs'> }
  /** The numbers of the session start again. */
  | { readonly kind: 'numbers-reset'; readonly sessionId: string }
  | { readonly kind: 'configured'; readonly provider: Provider }
  | { readonly kind: 'audited'; readonly entry: AuditEntry }
  /** The session was logged on at that time. */
  | { readonly kind: 'connected'; readonly sessionId: string }
  /** Whether an operator wants the session up. */
  | { readonly kind: 'wanted'; readonly sessionId: string; readonly up: boolean }
  /** Whether the numbers of the session shall start again with its next logon. */
  | { readonly kind: 'reset-wanted'; readonly sessionId: string; readonly on: boolean }
);

/** Who changed what, and why. */
export interface AuditEntry {
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly reason: string;
  readonly requestId: string;
  /** As JSON has it. */
  readonly before: unknown;
  readonly after: unknown;
}

/** A report in its place in the sequence. */
export interface StoredReport extends OrderReport {
  readonly seq: number;
  readonly orderId: string;
  readonly lpOrderId: string;
  readonly lp: string;
  readonly atMs: number;
}

export interface SessionMemory {
  readonly lastConnectedMs: number | null;
  readonly wantedUp: boolean;
  /** Its numbers start again with the next logon. */
  readonly resetAtLogon: boolean;
}

export interface OrderBook {
  /** The order where it is now: its last leg. */
  readonly order: (orderId: string) => Promise<LpOrder | null>;
  /** Orders that are not done, oldest first. */
  readonly openOrders: () => readonly LpOrder[];
  readonly refusal: (orderId: string) => Promise<SubmitRefusal | null>;
  /** Orders that wait for another provider, oldest first. */
  readonly reroutes: () => readonly Reroute[];
  /** Reports after a number, oldest first. */
  readonly reportsAfter: (afterSeq: number, limit: number) => Promise<readonly StoredReport[]>;
  readonly session: (sessionId: string) => SessionMemory;
  /** In the order in which they were configured. */
  readonly providers: () => readonly Provider[];
  /** Resolves once the changes are durable; when it rejects, none of them happened. */
  readonly commit: (changes: readonly BookChange[]) => Promise<void>;
  /** Calls back in the same turn as each commit, with the orders that it touched. */
  readonly onCommitted: (listener: (touched: Committed) => void) => void;
}

export interface Committed {
  readonly orders: readonly LpOrder[];
  /** There are new reports. */
  readonly reported: boolean;
  /** Orders that a provider has refused and that another may take now. */
  readonly reroutes: readonly Reroute[];
}
