/**
 * What the order service asks of its storage, in its own words. A command names the facts that it must see, a
 * synchronous decision turns them into changes, and the promise resolves when the changes are on disk. Commands that
 * arrive together are committed together; each is decided on its own.
 */
import type {
  Account,
  Deal,
  Order,
  OrderStatus,
  Position,
  Vol4,
  Withdrawal,
} from '@faultline/domain';
import type { Decided } from './changes.ts';
import type { Facts, Wanted } from './facts.ts';
import type { Pages } from './pages.ts';
import type {
  FundsOperation,
  HedgeSetback,
  HiddenSymbol,
  NumberedEvent,
  OutboxEntry,
  PriceCandle,
  Reference,
  RefreshSession,
  Settled,
  User,
} from './records.ts';

export type { Changes, Decided } from './changes.ts';
export type { Facts, Wanted } from './facts.ts';
export type * from './pages.ts';
export type * from './records.ts';
export { memoryId } from './records.ts';

export interface OrderState {
  readonly status: OrderStatus;
  readonly atMs: number;
}

/** An account as it stands: itself, its open positions, its orders that are not done. */
export interface Book {
  readonly account: Account;
  /** In the order in which they were opened. */
  readonly positions: readonly Position[];
  readonly orders: readonly Order[];
}

/** What one commit did, for those who watch. */
export interface Committed {
  /** Every account that it touched, as it stands now. */
  readonly books: readonly Book[];
  readonly events: readonly NumberedEvent[];
  /** The terms of trade have changed. */
  readonly referenceChanged: boolean;
  /** Users of whom the record or a sign-in has changed. */
  readonly userIds: readonly string[];
  /** What waiting callers have news of: orders, and cancels, by the ids that they wait for. */
  readonly ended: readonly string[];
  /** False where another process committed it: its events are in the journal, and not here. */
  readonly isOurs: boolean;
}

export interface BooksCheck {
  /** Accounts whose balance or credit is not the sum of their postings. */
  readonly unexplained: readonly number[];
  /** The first audit entry that does not follow from the one before; `null` when the chain holds. */
  readonly auditBreak: number | null;
}

/** What an acknowledged commit survives: the loss of power, or only the death of a process. */
export type Durability = 'power-loss' | 'process-crash';

export interface Store {
  /**
   * Throws DATABASE_ERROR when nothing was written, INTERNAL_ERROR with an unknown outcome when nobody can say, and
   * whatever `decide` throws. `decide` may be called again with newer facts, and only its last answer counts.
   */
  commit<R>(wanted: Wanted, decide: (facts: Facts) => Decided<R>): Promise<R>;
  /** The same facts without a decision. */
  read(wanted: Wanted): Promise<Facts>;
  /** The terms of trade as last committed. */
  readonly reference: () => Reference;
  /** Called after each commit, before its callers hear of it. Must not throw. */
  readonly onCommitted: (watch: (committed: Committed) => void) => void;
  /** Tells those who watch what another process that shares the database has committed. */
  readonly heard: (committed: Omit<Committed, 'isOurs' | 'events'>) => void;
  /** Every account that has an open position or a working order. */
  busyBooks(): Promise<readonly Book[]>;
  /** In the order of their ids; those that do not exist are left out. */
  booksOf(accountIds: readonly number[]): Promise<readonly Book[]>;
  userByName(username: string): Promise<User | null>;
  userById(id: string): Promise<User | null>;
  usersOf(ids: readonly string[]): Promise<readonly User[]>;
  /** The owner of the account with this number: `1` or `FL-000001`. */
  userByAccountNumber(accountNumber: string): Promise<User | null>;
  /** Sign-ins that have not been ended and not expired, the latest first. */
  liveSessions(userId: string, nowMs: number): Promise<readonly RefreshSession[]>;
  /** Whether the user has signed in from this address in the last weeks. */
  knowsAddress(userId: string, ip: string): Promise<boolean>;
  accountsOf(userId: string): Promise<readonly Account[]>;
  statesOf(orderId: string): Promise<readonly OrderState[]>;
  dealsOf(orderId: string): Promise<readonly Deal[]>;
  /** Deals at a provider in a stretch of time, oldest first. */
  dealsAt(lp: string, range: { fromMs: number; toMs: number }): Promise<readonly Deal[]>;
  /** Sum of what closing has made since an instant, swap included; minor units. */
  realizedSince(account: Pick<Account, 'id' | 'version'>, sinceMs: number): Promise<bigint>;
  /** Lists, a page at a time. */
  readonly pages: Pages;
  /** What moved the money of postings that name a person's act. */
  fundsOf(ids: readonly string[]): Promise<readonly FundsOperation[]>;
  withdrawalsOf(ids: readonly string[]): Promise<readonly Withdrawal[]>;
  /** What a user has taken off the list of prices. */
  hiddenSymbols(userId: string): Promise<readonly string[]>;
  /** Puts a symbol there, or takes it away. */
  hideSymbol(choice: HiddenSymbol, hidden: boolean): Promise<void>;
  /** The oldest first, of each provider, symbol and length. */
  priceCandles(): Promise<readonly PriceCandle[]>;
  /** Replaces those of the same stretch of time. */
  savePriceCandles(candles: readonly PriceCandle[]): Promise<void>;
  /** What all open positions of our own book are to be covered with: bought above zero, sold below, by symbol. */
  coverBySymbol(): Promise<ReadonlyMap<string, Vol4>>;
  hedgeSetbacks(): Promise<readonly HedgeSetback[]>;
  outbox(): Promise<readonly OutboxEntry[]>;
  /** How orders, or cancels, ended for their callers; those that nobody can be told of yet are left out. */
  settledOf(ids: readonly string[]): Promise<readonly Settled[]>;
  /** An account's events after a number, oldest first. */
  eventsAfter(accountId: number, seq: number, limit: number): Promise<readonly NumberedEvent[]>;
  /** Forgets keys that have expired, and events older than a day beyond the newest ten thousand of an account. */
  sweep(nowMs: number): Promise<void>;
  /** Whether balances and audit log are what their entries say. Reads everything: for the start and for a command. */
  verify(): Promise<BooksCheck>;
  durability(): Promise<Durability>;
  close(): Promise<void>;
}
