/**
 * A subscription that outlives its connections: each event once and in order, however often the line is lost. It goes on
 * after the last number that it has seen; where the server has nothing to go on from, a RESYNC tells everything as it stands.
 */
import { waitFor } from '../calls/wait.ts';
import { type Failure, failure } from '../failure.ts';
import type { Access } from '../session/access.ts';
import { type Health, type LineState, reconnectDelayMs } from './health.ts';
import { openStream } from './open-stream.ts';
import { onWake } from './on-wake.ts';
import { type Silence, Watchdog } from './watchdog.ts';

export interface LineDeps {
  readonly url: string;
  readonly access: Access;
  readonly locale: () => string | null;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly random: () => number;
}

export interface LineHandlers<Item> {
  readonly onEvent: (item: Item) => void;
  readonly onHealth?: (health: Health) => void;
  /** What ended the line for good, or, with `retryAtMs` in its health, for now. */
  readonly onFailure?: (failed: Failure) => void;
}

export interface LineRequest<Item> extends LineHandlers<Item>, Silence {
  readonly path: string;
  readonly input: object;
}

const LASTED_MS = 5_000;

interface Numbered {
  readonly seq?: unknown;
  readonly type?: unknown;
}

export class Line<Item = unknown> {
  readonly #deps: LineDeps;
  readonly #request: LineRequest<Item>;
  readonly #closing = new AbortController();
  #health: Health;
  #lastSeq: number | null;
  #failures = 0;
  #wake = new AbortController();
  #watchdog: Watchdog | null = null;

  constructor(deps: LineDeps, request: LineRequest<Item>) {
    this.#deps = deps;
    this.#request = request;
    const asked: unknown = Reflect.get(request.input, 'lastEventSeq');
    this.#lastSeq = typeof asked === 'number' ? asked : null;
    this.#health = { state: 'connecting', sinceMs: deps.now(), retryAtMs: null };
    const deaf = onWake(() => {
      this.#watchdog?.look();
      this.#wake.abort();
    });
    // Not before whoever asked has the line in hand.
    queueMicrotask(() => void this.#run().finally(deaf));
  }

  get health(): Health {
    return this.#health;
  }

  /** What to ask after next time; keep it to go on where a page was left. */
  get lastSeq(): number | null {
    return this.#lastSeq;
  }

  readonly close = (): void => {
    this.#closing.abort();
  };

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const used: { token: string | null } = { token: null };
      try {
        await this.#connect(used);
      } catch (thrown) {
        if (signal.aborted) break;
        if (!(await this.#goesOn(failure(thrown), used.token))) break;
      }
      if (!signal.aborted) await this.#pause();
    }
    this.#become('closed');
  }

  /** Returns when the server ends the line, throws when anything else does. */
  async #connect(used: { token: string | null }): Promise<void> {
    this.#become('connecting');
    const { url, access, locale, fetch, now } = this.#deps;
    const { path, input, staleAfterMs, deadAfterMs } = this.#request;
    const cut = new AbortController();
    const signal = AbortSignal.any([this.#closing.signal, cut.signal]);
    const onDead = (): void => cut.abort(new Error('the line is silent'));
    const onStale = (): void => this.#become('stale');
    const watchdog = new Watchdog({ staleAfterMs, deadAfterMs }, { now, onStale, onDead });
    this.#watchdog = watchdog;
    try {
      used.token = await access.token();
      const resumed = this.#lastSeq === null ? input : { ...input, lastEventSeq: this.#lastSeq };
      const onBytes = (): void => {
        watchdog.heard();
        this.#become('live');
      };
      const { token } = used;
      const asked = { url, path, input: resumed, token, locale: locale(), signal, fetch, onBytes };
      for await (const item of openStream(asked)) {
        if (signal.aborted) return;
        this.#take(item);
      }
    } finally {
      watchdog.stop();
      cut.abort();
    }
  }

  #take(item: unknown): void {
    const { seq, type } = item as Numbered;
    if (typeof seq === 'number') {
      const last = this.#lastSeq;
      if (type !== 'RESYNC' && last !== null) {
        if (seq <= last) return;
        // Something between is missing: asked for again, it comes, or a RESYNC does.
        if (seq > last + 1) throw new Error(`expected event ${last + 1}, was ${seq}`);
      }
      this.#lastSeq = seq;
    }
    tell(this.#request.onEvent, item as Item);
  }

  /** Whether another attempt can help. */
  async #goesOn(failed: Failure, usedToken: string | null): Promise<boolean> {
    const { onFailure } = this.#request;
    if (onFailure) tell(onFailure, failed);
    if (failed.retry.kind === 'refresh') {
      try {
        return await this.#deps.access.renew(usedToken);
      } catch (thrown) {
        return failure(thrown).category !== 'AUTH';
      }
    }
    return failed.retry.kind !== 'never' || failed.category === 'NETWORK';
  }

  async #pause(): Promise<void> {
    const { now, random } = this.#deps;
    // A line that breaks as soon as it stands is no better than none.
    const { state, sinceMs } = this.#health;
    const lasted = state !== 'connecting' && now() - sinceMs >= LASTED_MS;
    this.#failures = lasted ? 1 : this.#failures + 1;
    const ms = reconnectDelayMs(this.#failures, random());
    this.#become('offline', now() + ms);
    this.#wake = new AbortController();
    await waitFor(ms, AbortSignal.any([this.#closing.signal, this.#wake.signal]));
  }

  #become(state: LineState, retryAtMs: number | null = null): void {
    if (this.#health.state === state && retryAtMs === null) return;
    this.#health = { state, sinceMs: this.#deps.now(), retryAtMs };
    const { onHealth } = this.#request;
    if (onHealth) tell(onHealth, this.#health);
  }
}

/** A listener's own bug is its own: it surfaces as one, and the line goes on. */
function tell<T>(listener: (news: T) => void, news: T): void {
  try {
    listener(news);
  } catch (bug) {
    queueMicrotask(() => {
      throw bug;
    });
  }
}
