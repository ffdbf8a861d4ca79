/** What a decision changed. All of it reaches the disk together, or none. */
import type {
  Account,
  AccountGroup,
  Deal,
  Instrument,
  Order,
  Position,
  Posting,
  RoutingRule,
  Schedule,
  Withdrawal,
} from '@faultline/domain';
import type {
  AccountEvent,
  AuditEntry,
  Break,
  FundsOperation,
  HedgeSetback,
  LimitRequest,
  OutboxEntry,
  RefreshSession,
  Remembered,
  Settings,
  Settled,
  User,
} from './records.ts';

export interface Changes {
  /** When it was decided; histories and events keep it. */
  readonly atMs: number;
  readonly accounts?: readonly Account[];
  readonly orders?: readonly Order[];
  readonly positions?: readonly Position[];
  readonly deals?: readonly Deal[];
  readonly postings?: readonly Posting[];
  readonly outbox?: readonly OutboxEntry[];
  /** Ids of outbox entries. */
  readonly delivered?: readonly string[];
  readonly remember?: readonly Remembered[];
  /** What waiting callers of an order are told, kept under their keys. */
  readonly settled?: readonly Settled[];
  /** Orders whose key is free again: they certainly came to nothing, and for no reason of the caller's. */
  readonly forgotten?: readonly string[];
  readonly breaks?: readonly Break[];
  readonly lastReportSeq?: number;
  readonly users?: readonly User[];
  readonly sessions?: readonly RefreshSession[];
  readonly withdrawals?: readonly Withdrawal[];
  readonly limitRequests?: readonly LimitRequest[];
  readonly funds?: readonly FundsOperation[];
  readonly audit?: readonly AuditEntry[];
  /** Beside those that the store derives from the rest by itself. */
  readonly events?: readonly AccountEvent[];
  readonly groups?: readonly AccountGroup[];
  readonly instruments?: readonly Instrument[];
  readonly schedules?: readonly Schedule[];
  readonly routingRules?: readonly RoutingRule[];
  readonly removedRoutingRules?: readonly string[];
  readonly settings?: Settings;
  readonly hedgeSetbacks?: readonly HedgeSetback[];
  /** Symbols whose cover is brought forward again. */
  readonly hedgeRecovered?: readonly string[];
}

export interface Decided<R> {
  readonly answer: R;
  readonly changes?: Changes;
}
