/**
 * What the order service asks of its storage, in its own words. A command names the facts that it must see, a
 * synchronous decision turns them into changes, and the promise resolves when the changes are on disk. Commands that
 * arrive together are committed together; each is decided on its own.
 */
import type {
  Account,
  Deal,
  Instrument,
  Order,
  OrderStatus,
  Position,
  Posting,
} from '@faultline/domain';
import type { Code, Refusal } from '@faultline/errors';

export interface User {
  readonly id: string;
  /** As the person writes it; unique without regard to case. */
  readonly username: string;
  readonly passwordHash: string;
  readonly role: 'TRADER' | 'SUPPORT' | 'ADMIN';
  readonly status: 'ACTIVE' | 'DISABLED';
}

/** A refusal at rest: which details go with the code is for the operation to know that stored it. */
interface StoredRefusal {
  readonly code: Code;
  readonly details: unknown;
}

/** What became of a command, kept under the caller's key. */
export interface Remembered {
  /** User, account and operation: two users with the same key never meet. */
  readonly scope: string;
  readonly key: string;
  /** Of the validated input: the same key with another input is a mistake. */
  readonly fingerprint: string;
  readonly orderId: string | null;
  /** The answer as it went over the wire; `null` while it is not known, or when it was a refusal. */
  readonly answer: unknown;
  readonly refusal: StoredRefusal | null;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** An order that has to reach the LP service. It stays until that service has answered for it. */
export interface OutboxEntry {
  readonly orderId: string;
  readonly lp: string;
  readonly expiresAtMs: number;
}

/** A report that fits no order, or comes after its end: never dropped, always looked at by a person. */
export interface Break {
  readonly seq: number;
  readonly orderId: string;
  readonly report: unknown;
  readonly reason: string;
  readonly atMs: number;
}

export interface Wanted {
  readonly accountId?: number | undefined;
  readonly orderId?: string | undefined;
  readonly positionId?: number | undefined;
  readonly key?: { readonly scope: string; readonly key: string } | undefined;
  readonly clientOrderId?: string | undefined;
  /** An execution at a provider, to learn whether it was applied before. */
  readonly execution?: { readonly lp: string; readonly execId: string } | undefined;
}

/** The next free ids. Those that a decision takes are spent even when it then refuses. */
export interface Ids {
  readonly orderId: () => string;
  readonly dealId: () => string;
  readonly positionId: () => number;
  readonly postingId: () => number;
}

export interface Facts {
  /** The one asked for, or the one that the order or position belongs to. */
  readonly account: Account | null;
  /** Of that account: OPEN or CLOSING. */
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
  /** The last report that was applied; 0 before the first. */
  readonly lastReportSeq: number;
  readonly ids: Ids;
}

export interface Changes {
  /** When it was decided; the history of states keeps it. */
  readonly atMs: number;
  readonly accounts?: readonly Account[];
  readonly orders?: readonly Order[];
  readonly positions?: readonly Position[];
  readonly deals?: readonly Deal[];
  readonly postings?: readonly Posting[];
  readonly outbox?: readonly OutboxEntry[];
  readonly delivered?: readonly string[];
  readonly remember?: readonly Remembered[];
  /** What waiting callers of an order are told, kept under their keys. */
  readonly settled?: readonly Settled[];
  /** Orders whose key is free again: they certainly came to nothing, and for no reason of the caller's. */
  readonly forgotten?: readonly string[];
  readonly breaks?: readonly Break[];
  readonly lastReportSeq?: number;
  readonly users?: readonly User[];
  readonly instruments?: readonly Instrument[];
}

/** The end of an order as its caller is told it. */
export interface Settled {
  readonly orderId: string;
  readonly answer: unknown;
  readonly refusal: Refusal<
    'ORDER_REJECTED' | 'PRICE_CHANGED' | 'MARKET_CLOSED' | 'LP_NOT_CONNECTED'
  > | null;
}

export interface Decided<R> {
  readonly answer: R;
  readonly changes?: Changes;
}

export interface OrderState {
  readonly status: OrderStatus;
  readonly atMs: number;
}

export interface Store {
  /** Throws DATABASE_ERROR when nothing was written, and whatever `decide` throws. */
  commit<R>(wanted: Wanted, decide: (facts: Facts) => Decided<R>): Promise<R>;
  /** The same facts without a decision. */
  read(wanted: Wanted): Promise<Facts>;
  userByName(username: string): Promise<User | null>;
  userById(id: string): Promise<User | null>;
  accountsOf(userId: string): Promise<readonly Account[]>;
  instruments(): Promise<readonly Instrument[]>;
  statesOf(orderId: string): Promise<readonly OrderState[]>;
  dealsOf(orderId: string): Promise<readonly Deal[]>;
  /** Sum of what closing has made since an instant, swap included; minor units. */
  realizedSince(accountId: number, sinceMs: number): Promise<bigint>;
  outbox(): Promise<readonly OutboxEntry[]>;
  close(): Promise<void>;
}
