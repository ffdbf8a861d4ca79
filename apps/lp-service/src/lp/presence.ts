/** Who is logged on, and when each session last was: kept over restarts, and told to whoever shows it. */
import type { Logger } from '@faultline/service';
import { isoSeconds } from '../instant.ts';
import type { FixLine, LineInfo } from '../ports/fix-line.ts';
import type { OrderBook } from '../ports/order-book.ts';
import type { Providers } from './provider.ts';

export interface PresenceDeps {
  readonly providers: Providers;
  readonly book: OrderBook;
  /** A provider can take orders from now on, or cannot. Times are epoch milliseconds. */
  readonly publish: (lp: {
    readonly id: string;
    readonly connected: boolean;
    readonly lastConnected: number | null;
  }) => void;
  readonly now: () => number;
  readonly log: Logger;
}

export class Presence {
  readonly #deps: PresenceDeps;
  readonly #up = new Set<string>();
  readonly #ready = new Set<string>();

  constructor(deps: PresenceDeps) {
    this.#deps = deps;
    for (const { id, orders } of deps.providers.all) {
      const { lastConnectedMs } = deps.book.session(orders.id);
      deps.publish({ id, connected: false, lastConnected: lastConnectedMs });
    }
  }

  onStatus({ id }: FixLine, status: LineInfo['status']): void {
    const { book, now, log } = this.#deps;
    const up = status === 'LOGGED_ON';
    if (up === this.#up.has(id)) return;
    if (up) this.#up.add(id);
    else this.#up.delete(id);
    const atMs = now();
    log.info({ session: id, status }, up ? 'session logged on' : 'session left');
    // Coming and going both say: at this time it was connected.
    book
      .commit([{ kind: 'connected', sessionId: id, atMs }])
      .catch((error: unknown) =>
        log.error({ session: id, err: error }, 'time of connection not written'),
      );
  }

  /** The provider takes orders from now on, or does not. */
  readonly onReady = (lp: string, isReady: boolean): void => {
    const { publish, now } = this.#deps;
    if (isReady) this.#ready.add(lp);
    else this.#ready.delete(lp);
    publish({ id: lp, connected: this.connected(lp), lastConnected: now() });
  };

  /** Somebody has changed how the provider is configured: it may have been taken out of use, or put back. */
  readonly onConfigured = (lp: string): void =>
    this.#deps.publish({
      id: lp,
      connected: this.connected(lp),
      lastConnected: this.lastConnectedMs(lp),
    });

  /** Whether the provider takes orders. */
  readonly connected = (lp: string): boolean =>
    this.#ready.has(lp) && this.#deps.providers.find(lp)?.enabled === true;

  /** Epoch milliseconds; `null` when it never was. */
  readonly lastConnectedMs = (lp: string): number | null =>
    this.#deps.book.session(this.#orderSession(lp)).lastConnectedMs;

  /** The same as ISO 8601 with second precision, as error details carry it. */
  readonly lastConnected = (lp: string): string | null => {
    const ms = this.lastConnectedMs(lp);
    return ms === null ? null : isoSeconds(ms);
  };

  #orderSession(lp: string): string {
    return this.#deps.providers.find(lp)?.orders.id ?? '';
  }
}
