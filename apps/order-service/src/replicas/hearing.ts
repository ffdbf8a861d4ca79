/**
 * What this process does about another one's commits: it wakes those who wait or listen here, and loads what it keeps in
 * memory. News may be lost on the way; so it also looks for itself, every second, at what somebody here waits for.
 */
import type { Logger } from '@faultline/service';
import type { Book, Store } from '../ports/store.ts';
import type { Waiters } from '../trading/waiters.ts';
import { merged, type News, NO_NEWS } from './news.ts';
import { wakesOf } from './wakes.ts';

export interface HearingDeps {
  readonly store: Store;
  readonly waiters: Waiters;
  /** Who listens to accounts here. */
  readonly hub: {
    readonly accounts: () => readonly number[];
    readonly hint: (accountId: number, seq: number) => void;
  };
  /** Accounts whose books this process has to know while it leads; `null` while it does not. */
  readonly watched: () => readonly number[] | null;
  readonly log: Logger;
}

const LOOK_EVERY_MS = 1_000;
/** All books are loaded again after so many looks: only news that were lost make a difference. */
const BOOKS_EVERY = 10;

export class Hearing {
  readonly #deps: HearingDeps;
  #news: News | null = null;
  #lookAtBooks = false;
  #working: Promise<void> | null = null;
  #clock: NodeJS.Timeout | undefined;
  #looks = 0;

  constructor(deps: HearingDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#clock = setInterval(() => {
      this.#looks += 1;
      this.look(this.#looks % BOOKS_EVERY === 0);
    }, LOOK_EVERY_MS);
    this.#clock.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#clock);
    await this.#working;
  }

  hear(news: News): void {
    this.#news = merged(this.#news ?? NO_NEWS, news);
    this.#working ??= this.#work();
  }

  /** Looks for itself at all that somebody here waits for. */
  look(atBooks = true): void {
    const { hub, waiters } = this.#deps;
    this.#lookAtBooks ||= atBooks;
    const accounts = new Map(hub.accounts().map((id) => [id, 0]));
    this.hear({ ...NO_NEWS, accounts, ended: new Set(waiters.awaited()), referenceChanged: true });
  }

  async #work(): Promise<void> {
    while (this.#news !== null) {
      const news = this.#news;
      this.#news = null;
      try {
        await this.#takeIn(news);
      } catch (error) {
        this.#deps.log.warn({ err: error }, 'news of other processes not taken in');
      }
    }
    this.#working = null;
  }

  async #takeIn(news: News): Promise<void> {
    const { store, waiters, hub } = this.#deps;
    for (const [accountId, seq] of news.accounts) hub.hint(accountId, seq);
    const { reference } = store;
    const before = reference();
    // Any question brings the terms of trade up to date.
    if (news.referenceChanged) await store.read({});
    const books = await this.#booksOf(news);
    for (const { account } of books) hub.hint(account.id, account.lastEventSeq);
    const referenceChanged = reference() !== before;
    const userIds = [...news.userIds];
    store.heard({ books, userIds, ended: [], referenceChanged });
    waiters.wake(await wakesOf(store, waiters.awaited(news.ended)));
  }

  /** Those that this process watches as the leader, and those whose newest event is not named. */
  async #booksOf({ accounts }: News): Promise<readonly Book[]> {
    const { store, watched } = this.#deps;
    const known = watched();
    const unnamed = [...accounts].flatMap(([id, seq]) => (seq === 0 ? [id] : []));
    const ids = new Set(known === null ? unnamed : accounts.keys());
    if (known === null || !this.#lookAtBooks) return ids.size === 0 ? [] : store.booksOf([...ids]);
    this.#lookAtBooks = false;
    const busy = await store.busyBooks();
    for (const id of known) ids.add(id);
    for (const { account } of busy) ids.delete(account.id);
    return [...busy, ...(ids.size === 0 ? [] : await store.booksOf([...ids]))];
  }
}
