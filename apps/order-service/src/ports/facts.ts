/** What a command may ask to see before it decides, and what it is then shown. */
import type { Account, Order, Position, Withdrawal } from '@faultline/domain';
import type {
  Break,
  LimitRequest,
  MemoryKey,
  Reference,
  RefreshSession,
  Remembered,
  User,
} from './records.ts';

export interface Wanted {
  readonly accountId?: number | undefined;
  readonly orderId?: string | undefined;
  readonly positionId?: number | undefined;
  readonly key?: MemoryKey | undefined;
  readonly clientOrderId?: string | undefined;
  /** An execution at a provider, to learn whether it was applied before. */
  readonly execution?: { readonly lp: string; readonly execId: string } | undefined;
  readonly userId?: string | undefined;
  /** Without regard to case. */
  readonly username?: string | undefined;
  readonly sessionId?: string | undefined;
  /** All live sign-ins of a user. */
  readonly sessionsOf?: string | undefined;
  readonly withdrawalId?: string | undefined;
  readonly limitRequestId?: string | undefined;
  /** The number of a report that was set aside. */
  readonly breakSeq?: number | undefined;
  /** Also the account's withdrawals since this instant. */
  readonly withdrawalsSinceMs?: number | undefined;
  /** A reference under which money may have been moved before. */
  readonly funds?: { readonly type: string; readonly reference: string } | undefined;
}

/** The next free ids. Those that a decision takes are spent even when it then refuses. */
export interface Ids {
  readonly orderId: () => string;
  readonly dealId: () => string;
  readonly positionId: () => number;
  readonly postingId: () => number;
  readonly accountId: () => number;
  readonly withdrawalId: () => string;
  readonly fundsId: () => string;
  readonly limitRequestId: () => string;
}

export interface Facts {
  /** The one asked for, or the one that the order, position or withdrawal belongs to. */
  readonly account: Account | null;
  /** Of that account: OPEN or CLOSING, in the order in which they were opened. */
  readonly positions: readonly Position[];
  /** Of that account: not done. */
  readonly orders: readonly Order[];
  readonly order: Order | null;
  /** The one asked for, or the one that the order closes or has opened. */
  readonly position: Position | null;
  readonly remembered: Remembered | null;
  /** The order that this account has already named so. */
  readonly orderOfClientId: string | null;
  readonly executionApplied: boolean;
  /** The one asked for by id or by name, or the one whose sign-in was asked for. */
  readonly user: User | null;
  readonly session: RefreshSession | null;
  /** Those that have not been ended, oldest first; empty unless asked for. */
  readonly sessions: readonly RefreshSession[];
  readonly withdrawal: Withdrawal | null;
  readonly limitRequest: LimitRequest | null;
  readonly setAside: Break | null;
  /** Empty unless asked for. */
  readonly withdrawals: readonly Withdrawal[];
  readonly fundsReferenceUsed: boolean;
  /** The last report that was applied; 0 before the first. */
  readonly lastReportSeq: number;
  /** The number of the process that leads those which share the database; 0 where it is one alone. */
  readonly leaderTerm: number;
  readonly reference: Reference;
  readonly ids: Ids;
}
