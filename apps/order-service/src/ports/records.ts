/** What the order service keeps beside the core's own things. */
import type { JournalEvent } from '@faultline/contract';
import type {
  AccountGroup,
  Book,
  Broker,
  Instrument,
  MarginMode,
  Minor,
  Points,
  RoutingRule,
  Schedule,
} from '@faultline/domain';
import type { Code, Refusal } from '@faultline/errors';

export interface User {
  readonly id: string;
  /** As the person writes it; unique without regard to case. */
  readonly username: string;
  readonly fullName: string;
  readonly passwordHash: string;
  readonly role: 'TRADER' | 'SUPPORT' | 'ADMIN';
  /** BCP 47, of the messages that the person is sent. */
  readonly locale: string;
  readonly status: 'ACTIVE' | 'DISABLED';
  /** Grows when every token issued so far is to become worthless. */
  readonly tokenGeneration: number;
  readonly createdAtMs: number;
  /** Grows by one with every change. */
  readonly version: number;
}

/** One sign-in of one person. Its refresh token changes with every use, and only the newest is good. */
export interface RefreshSession {
  /** In every token that comes from it. */
  readonly id: string;
  readonly userId: string;
  /** SHA-256 of the newest refresh token; `null` when none was given out. */
  readonly tokenHash: string | null;
  /** The user's when it began: with a newer one it is worthless. */
  readonly tokenGeneration: number;
  /** Where it was last used from. */
  readonly ip: string;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number;
  readonly expiresAtMs: number;
  readonly endedAtMs: number | null;
  /** TOO_MANY: newer ones took its place. */
  readonly endReason: 'LOGOUT' | 'PASSWORD' | 'REUSED' | 'TOO_MANY' | null;
}

/** A refusal at rest: which details go with the code is for the operation to know that stored it. */
interface StoredRefusal {
  readonly code: Code;
  readonly details: unknown;
}

/** What became of a command, kept under the caller's key. */
export interface Remembered {
  /** Scope and key: see `memoryId`. */
  readonly id: string;
  /** Of the validated input: the same key with another input is a mistake. */
  readonly fingerprint: string;
  readonly orderId: string | null;
  /** The answer as it went over the wire; `null` while it is not known, or when it was a refusal. */
  readonly answer: unknown;
  readonly refusal: StoredRefusal | null;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** User, account and operation: two users with the same key never meet. */
export interface MemoryKey {
  readonly scope: string;
  /** Holds no colon, so that scope and key cannot run into each other. */
  readonly key: string;
  /** Made by ourselves just now: nothing can be remembered under it. */
  readonly isNew?: boolean;
}

/** The key first: those that begin with the time lie together in the index, whoever they belong to. */
export const memoryId = ({ scope, key }: MemoryKey): string => `${key}:${scope}`;

/** An order, or the wish to cancel one, that has to reach the LP service. It stays until that service has answered for it. */
export interface OutboxEntry {
  /** The order's own id, or that of its cancel: what a waiting caller and a key name, too. */
  readonly id: string;
  readonly orderId: string;
  readonly kind: 'SUBMIT' | 'CANCEL';
  /** As chosen with the order, in order of priority; of a cancel none. */
  readonly lps: readonly string[];
  /** As decided with the order: nothing may be filled beyond it; `null` for any price. */
  readonly worstPrice: Points | null;
  /** An order that is not sent by then is too old to send; a cancel never is, and this says when it was wished. */
  readonly expiresAtMs: number;
}

/** A report that fits no order, or comes after its end: never dropped, always looked at by a person. */
export interface Break {
  readonly seq: number;
  readonly orderId: string;
  readonly report: unknown;
  readonly reason: string;
  readonly atMs: number;
  /** When a person has settled it; `null` while it waits. */
  readonly settledAtMs: number | null;
  readonly settledBy: string | null;
  /** What was agreed and booked, and where that is found. */
  readonly evidence: string | null;
}

/** Why the last order for a symbol's cover was not filled. It is gone with the first that is. */
export interface HedgeSetback {
  readonly symbol: string;
  /** Of a refusal. */
  readonly code: string;
  /** Of the first in a row, whatever its code. */
  readonly sinceMs: number;
}

/** Money that a person moved: what the ledger's posting of it was for. */
export interface FundsOperation {
  /** `FN-n`. */
  readonly id: string;
  readonly accountId: number;
  readonly type: 'DEPOSIT' | 'WITHDRAWAL' | 'ADJUSTMENT' | 'BONUS' | 'BONUS_OUT';
  /** Positive is due to the client. */
  readonly amount: Minor;
  readonly method: string | null;
  /** Given by whoever asked; unique per account and type. */
  readonly reference: string | null;
  readonly description: string;
  readonly actorId: string;
  readonly atMs: number;
}

/** A trader's wish for a higher withdrawal limit. */
export interface LimitRequest {
  /** `LR-n`. */
  readonly id: string;
  readonly accountId: number;
  readonly period: 'DAILY' | 'MONTHLY';
  readonly requestedLimit: Minor;
  readonly reason: string;
  readonly status: 'REQUESTED' | 'APPROVED' | 'REJECTED';
  readonly requestedAtMs: number;
  readonly decidedAtMs: number | null;
  readonly decidedBy: string | null;
  readonly version: number;
}

/** Who did what to whom. The store numbers the entries and chains each to the one before by its hash. */
export interface AuditEntry {
  readonly actorId: string;
  readonly role: string;
  readonly action: string;
  readonly target: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
  readonly requestId: string;
  readonly ip: string;
  readonly atMs: number;
}

/** Something that happened to an account, as it goes over the wire. The store gives the numbers: gapless, from 1. */
export type AccountEvent = JournalEvent & { readonly accountId: number; readonly atMs: number };

export type NumberedEvent = AccountEvent & { readonly seq: number };

/** A symbol that a user has taken off the list of prices. */
export interface HiddenSymbol {
  readonly userId: string;
  readonly symbol: string;
  readonly hiddenAtMs: number;
}

/** What a provider's bids in a symbol were in one stretch of time. */
export interface PriceCandle {
  readonly lp: string;
  readonly symbol: string;
  readonly lengthMs: number;
  readonly startMs: number;
  readonly open: Points;
  readonly high: Points;
  readonly low: Points;
  readonly close: Points;
  /** Price changes in it. */
  readonly changes: number;
}

interface Maintenance {
  readonly reason: string;
  readonly estimatedRestoreMs: number | null;
}

/** What holds where nothing else is said. */
interface Defaults {
  /** Of an account that is opened: where its orders go, whose prices it sees, its terms. */
  readonly book: Book;
  readonly priceLp: string;
  readonly leverage: bigint;
  readonly marginMode: MarginMode;
  /** What a demo account is opened with. */
  readonly balance: Minor;
  /** Ticks that are kept of each symbol. */
  readonly maxTicksPerSymbol: number;
}

interface HedgeAccount {
  readonly id: number;
  readonly isDemo: boolean;
}

/** What holds for the whole house. */
export interface Settings {
  readonly id: 'house';
  readonly brokerName: string;
  readonly defaults: Defaults;
  readonly broker: Broker;
  /** `null` while the house is open for orders. */
  readonly maintenance: Maintenance | null;
  /** How long a withdrawal to a new destination waits; 0 for not at all. */
  readonly destinationLockMs: number;
  /** Where the house covers what its rules say; `null` while it covers nothing. */
  readonly hedgeAccount: HedgeAccount | null;
  readonly version: number;
}

/** The terms of trade: few, read by every order, changed by administrators. Always whole and in memory. */
export interface Reference {
  readonly groups: ReadonlyMap<string, AccountGroup>;
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly schedules: ReadonlyMap<string, Schedule>;
  /** In the order in which they are tried. */
  readonly routingRules: readonly RoutingRule[];
  readonly settings: Settings;
}

/** The end of an order, or of a request to cancel it, as its caller is told it. */
export interface Settled {
  /** Of the order, or of its cancel. */
  readonly orderId: string;
  readonly answer: unknown;
  readonly refusal: Refusal<
    | 'ORDER_REJECTED'
    | 'PRICE_CHANGED'
    | 'MARKET_CLOSED'
    | 'LP_NOT_CONNECTED'
    | 'ORDER_NOT_FOUND'
    | 'ORDER_NOT_PENDING'
  > | null;
}
