/**
 * Delivers the notices that lie in the database, the oldest first, at least once each: one that does not arrive is sent
 * again with growing pauses, and given up after a day.
 */
import type { Logger } from '@faultline/service';
import type { Clock, Mt5Ledger, Mt5Metrics, Notifier, WaitingNotice } from './ports.ts';

export interface NoticeSenderDeps {
  readonly ledger: Pick<Mt5Ledger, 'dueNotices' | 'noticeDone' | 'noticeLater'>;
  readonly notifiers: readonly Notifier[];
  readonly clock: Clock;
  readonly metrics: Pick<Mt5Metrics, 'onNotice'>;
  readonly log: Logger;
}

const LOOK_EVERY_MS = 5_000;
const AT_ONCE = 50;
const FIRST_PAUSE_MS = 2_000;
const PAUSE_MAX_MS = 3_600_000;
/** With these pauses: a little over a day. */
const TRIES_MAX = 36;

export class NoticeSender {
  readonly #deps: NoticeSenderDeps;
  #sending: Promise<void> | null = null;
  #again = false;
  #closed = false;
  #forget: () => void = () => undefined;

  constructor(deps: NoticeSenderDeps) {
    this.#deps = deps;
  }

  open(): void {
    this.wake();
    this.#forget = this.#deps.clock.after(LOOK_EVERY_MS, () => {
      if (!this.#closed) this.open();
    });
  }

  /** There is something new. */
  wake(): void {
    if (this.#sending !== null) {
      this.#again = true;
      return;
    }
    if (this.#closed) return;
    this.#sending = this.#sendDue().finally(() => {
      this.#sending = null;
      if (!this.#again) return;
      this.#again = false;
      this.wake();
    });
  }

  async settled(): Promise<void> {
    while (this.#sending !== null) await this.#sending;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#again = false;
    this.#forget();
    await this.#sending;
  }

  async #sendDue(): Promise<void> {
    const { ledger, clock, log } = this.#deps;
    try {
      const due = await ledger.dueNotices(clock.now(), AT_ONCE);
      for (const one of due) await this.#send(one);
      if (due.length === AT_ONCE) this.#again = true;
    } catch (error) {
      log.warn({ err: error }, 'notices not sent');
    }
  }

  async #send({ notice, tries }: WaitingNotice): Promise<void> {
    const { ledger, notifiers, clock, metrics, log } = this.#deps;
    const { instanceId, alert } = notice;
    try {
      for (const notifier of notifiers) await notifier.deliver(notice);
      await ledger.noticeDone(notice.id);
      metrics.onNotice('delivered');
    } catch (error) {
      const next = tries + 1;
      if (next >= TRIES_MAX) {
        log.error({ instanceId, alert, err: error }, 'notice given up');
        metrics.onNotice('given_up');
        await ledger.noticeDone(notice.id);
        return;
      }
      log.warn({ instanceId, alert, tries: next, err: error }, 'notice not delivered');
      metrics.onNotice('failed');
      const pauseMs = Math.min(PAUSE_MAX_MS, FIRST_PAUSE_MS * 2 ** tries);
      await ledger.noticeLater(notice.id, next, clock.now() + pauseMs);
    }
  }
}
