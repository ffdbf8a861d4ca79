/**
 * One group of commands under way: what was loaded for them, and on top of it what they, and the group before them, have
 * changed so far, so that each decides on what those before it left behind. Nothing here touches the database.
 */
import type { Account, Withdrawal } from '@faultline/domain';
import type { Changes } from '../../ports/changes.ts';
import type { Facts, Ids, Wanted } from '../../ports/facts.ts';
import { memoryId, type NumberedEvent, type Reference, type User } from '../../ports/records.ts';
import type { Book } from '../../ports/store.ts';
import { deriveEvents } from '../../events/derive-events.ts';
import { BookEdit } from './book-edit.ts';
import { type LedgerRow, ledgerRows } from './ledger-rows.ts';
import {
  clientKey,
  executionKey,
  type Found,
  fundsKey,
  learn,
  nothingLoaded,
  takeOver,
} from './loaded.ts';
import { withReferenceChanges } from './reference.ts';

export interface Start {
  readonly reference: Reference;
  readonly lastReportSeq: number;
  readonly leaderTerm: number;
  readonly ids: Ids;
  /** What another group has changed that may not be in the database yet. */
  readonly behind?: Work | null;
}

/** What one part of a group has changed, as it is to be written. */
export interface Part {
  readonly changes: readonly Changes[];
  readonly events: readonly NumberedEvent[];
  readonly ledger: readonly LedgerRow[];
  /** Of every account that was touched. */
  readonly accounts: readonly Account[];
}

const NOTHING: readonly never[] = [];

export class Work {
  readonly #loaded = nothingLoaded();
  readonly #ids: Ids;
  readonly #leaderTerm: number;
  readonly changes: Changes[] = [];
  readonly events: NumberedEvent[] = [];
  readonly ledger: LedgerRow[] = [];
  /** Accounts that something was changed of. */
  readonly touched = new Set<number>();
  /** Accounts that were touched since the last part was taken, and how much of the lists was in it. */
  readonly #touchedSince = new Set<number>();
  #taken = { changes: 0, events: 0, ledger: 0 };
  reference: Reference;
  lastReportSeq: number;

  constructor({ reference, lastReportSeq, leaderTerm, ids, behind = null }: Start) {
    this.#leaderTerm = leaderTerm;
    this.#ids = ids;
    this.reference = reference;
    this.lastReportSeq = lastReportSeq;
    for (const changes of behind?.changes ?? []) takeOver(this.#loaded, changes);
    for (const book of behind?.touchedBooks() ?? []) this.#loaded.books.set(book.account.id, book);
  }

  /** Adds what was loaded for the next commands. */
  learn(found: Found): void {
    learn(this.#loaded, found);
  }

  bookOf(accountId: number): Book | undefined {
    return this.#loaded.books.get(accountId);
  }

  factsFor(wanted: Wanted): Facts {
    const loaded = this.#loaded;
    const subject = this.#subjectOf(wanted);
    const book = loaded.books.get(subject.accountId ?? -1);
    return {
      order: subject.order,
      position: subject.position,
      withdrawal: subject.withdrawal,
      limitRequest: subject.limitRequest,
      setAside: loaded.breaks.get(wanted.breakSeq ?? -1) ?? null,
      account: book?.account ?? null,
      positions: book?.positions ?? [],
      orders: book?.orders ?? [],
      ...this.#memoryOf(wanted, book?.account ?? null),
      ...this.#peopleOf(wanted),
      withdrawals: this.#withdrawalsOf(wanted, book?.account ?? null),
      lastReportSeq: this.lastReportSeq,
      leaderTerm: this.#leaderTerm,
      reference: this.reference,
      ids: this.#ids,
    };
  }

  #subjectOf(wanted: Wanted) {
    const { orders, positions, withdrawals, limitRequests } = this.#loaded;
    const found = <K, T>(rows: ReadonlyMap<K, T>, id: K | null | undefined): T | null =>
      id === undefined || id === null ? null : (rows.get(id) ?? null);
    const order = found(orders, wanted.orderId);
    const position = found(positions, wanted.positionId ?? order?.reduces ?? order?.positionId);
    const withdrawal = found(withdrawals, wanted.withdrawalId);
    const limitRequest = found(limitRequests, wanted.limitRequestId);
    const owner = order ?? position ?? withdrawal ?? limitRequest;
    const accountId = wanted.accountId ?? owner?.accountId ?? null;
    return { order, position, withdrawal, limitRequest, accountId };
  }

  #memoryOf(wanted: Wanted, account: Account | null) {
    const { remembered, clientIds, executions, fundsReferences } = this.#loaded;
    const { key, clientOrderId, execution, funds } = wanted;
    return {
      // Nobody else has a key that was made for this command.
      remembered:
        key === undefined || key.isNew === true ? null : (remembered.get(memoryId(key)) ?? null),
      orderOfClientId:
        account === null || clientOrderId === undefined
          ? null
          : (clientIds.get(clientKey(account.id, clientOrderId)) ?? null),
      executionApplied:
        execution !== undefined && executions.has(executionKey(execution.lp, execution.execId)),
      fundsReferenceUsed:
        account !== null &&
        funds !== undefined &&
        fundsReferences.has(fundsKey(account.id, funds.type, funds.reference)),
    };
  }

  #peopleOf({ userId, username, sessionId, sessionsOf }: Wanted) {
    const { sessions } = this.#loaded;
    const session = sessions.get(sessionId ?? '') ?? null;
    const live = [...sessions.values()].filter(
      (one) => one.userId === sessionsOf && one.endedAtMs === null,
    );
    return {
      session,
      sessions: live,
      user: this.#userOf({ userId: userId ?? session?.userId, username }),
    };
  }

  #userOf({ userId, username }: Wanted): User | null {
    const { users } = this.#loaded;
    if (userId !== undefined) return users.get(userId) ?? null;
    if (username === undefined) return null;
    const name = username.toLowerCase();
    return [...users.values()].find((user) => user.username.toLowerCase() === name) ?? null;
  }

  #withdrawalsOf({ withdrawalsSinceMs }: Wanted, account: Account | null): Withdrawal[] {
    if (withdrawalsSinceMs === undefined || account === null) return [];
    return [...this.#loaded.withdrawals.values()].filter(
      ({ accountId, requestedAtMs }) =>
        accountId === account.id && requestedAtMs >= withdrawalsSinceMs,
    );
  }

  /** Takes over what a decision changed; the next command sees it. */
  apply(changes: Changes): void {
    const { accounts = NOTHING, orders = NOTHING, positions = NOTHING } = changes;
    const events = deriveEvents(changes, {
      bookOf: (id) => this.#loaded.books.get(id),
      instruments: this.reference.instruments,
    });
    const edits = new Map<number, BookEdit>();
    for (const account of accounts) this.#welcome(account);
    for (const account of accounts) this.#edit(edits, account.id).putAccount(account);
    for (const order of orders) this.#edit(edits, order.accountId).putOrder(order);
    for (const position of positions) this.#edit(edits, position.accountId).putPosition(position);
    for (const event of events) {
      const seq = this.#edit(edits, event.accountId).number();
      this.events.push({ ...event, seq });
    }
    for (const [accountId, edit] of edits) {
      this.touched.add(accountId);
      this.#touchedSince.add(accountId);
      this.#loaded.books.set(accountId, edit.done());
    }
    this.ledger.push(...ledgerRows(changes.postings ?? NOTHING, (id) => this.#book(id).account));
    takeOver(this.#loaded, changes);
    this.changes.push(changes);
    this.reference = withReferenceChanges(this.reference, changes);
    this.lastReportSeq = changes.lastReportSeq ?? this.lastReportSeq;
  }

  #edit(edits: Map<number, BookEdit>, accountId: number): BookEdit {
    const known = edits.get(accountId);
    if (known !== undefined) return known;
    const edit = new BookEdit(this.#book(accountId));
    edits.set(accountId, edit);
    return edit;
  }

  #book(accountId: number): Book {
    const book = this.#loaded.books.get(accountId);
    if (book === undefined) throw new Error(`account ${accountId} was changed but never asked for`);
    return book;
  }

  /** An account that is new begins with an empty book. */
  #welcome(account: Account): void {
    if (this.#loaded.books.has(account.id)) return;
    this.#loaded.books.set(account.id, { account, positions: [], orders: [] });
  }

  /** What has changed since the last time, or since the beginning. */
  takePart(): Part {
    const from = this.#taken;
    const { changes, events, ledger } = this;
    this.#taken = { changes: changes.length, events: events.length, ledger: ledger.length };
    const accounts = [...this.#touchedSince].map((id) => this.#book(id).account);
    this.#touchedSince.clear();
    return {
      changes: changes.slice(from.changes),
      events: events.slice(from.events),
      ledger: ledger.slice(from.ledger),
      accounts,
    };
  }

  /** Every account that was touched, as it stands now. */
  touchedBooks(): Book[] {
    return [...this.touched].map((id) => this.#book(id));
  }
}
