/**
 * The tables of the order book as whoever decides sees them, within one transaction: what is there, and what is written.
 * On SQLite every call is a statement; on PostgreSQL the rows that may matter were loaded before, and what is written
 * leaves in one statement per table.
 */
import type { Provider } from '../../lp/provider.ts';
import type { LpOrder, NewLpOrder } from '../../order-machine/lp-order.ts';
import type {
  AuditEntry,
  Reroute,
  Route,
  StoredReport,
  SubmitRefusal,
} from '../../ports/order-book.ts';

/** A report that has no number yet. */
export type NewReport = Omit<StoredReport, 'seq'>;

/** An audit entry at its time, epoch milliseconds. */
export interface KeptAudit extends AuditEntry {
  readonly atMs: number;
}

export interface BookTables {
  /** The last leg of an order. */
  readonly order: (orderId: string) => LpOrder | undefined;
  /** The leg that was ever called so. */
  readonly orderNamed: (clOrdId: string) => LpOrder | undefined;
  readonly openOrders: () => readonly LpOrder[];
  /** @returns the order with its number and its name. */
  readonly insertOrder: (order: NewLpOrder) => Pick<LpOrder, 'id'>;
  readonly updateOrder: (order: LpOrder) => void;
  /** A further name, for a request. */
  readonly name: (clOrdId: string, order: Pick<LpOrder, 'id'>) => void;
  readonly route: (orderId: string) => Route | undefined;
  /** The first route counts; with each leg that is sent nothing is refused any more. */
  readonly saveRoute: (orderId: string, route: Route) => void;
  /** The leg that waits for another provider; `null` for none. */
  readonly refuseLeg: (orderId: string, leg: number | null) => void;
  /** As if the leg had not been refused. */
  readonly keepLeg: (orderId: string, leg: number) => void;
  readonly reroute: (orderId: string) => Reroute | undefined;
  /** The first refusal counts. */
  readonly insertNotSent: (orderId: string, refusal: SubmitRefusal, atMs: number) => void;
  /** The orders that an execution was booked for. */
  readonly ownersOf: (lp: string, execId: string) => readonly string[];
  readonly insertExecution: (lp: string, execId: string, orderId: string) => void;
  readonly insertReport: (report: NewReport) => void;
  readonly saveConnected: (sessionId: string, atMs: number) => void;
  readonly saveWanted: (sessionId: string, up: boolean) => void;
  readonly saveResetWanted: (sessionId: string, on: boolean) => void;
  readonly saveProvider: (provider: Provider) => void;
  readonly insertAudit: (entry: KeptAudit) => void;
}
