/**
 * Who is let in when there is more to do than can be done. What counts is how long work has to wait, in the event loop or
 * for the database; calls that wait for a provider or for news cost nothing and fill no queue. What matters least goes
 * first: reports, then reads, then orders. Cancelling and closing stay possible to the end.
 */
import { type AppError, raise, refuse } from '@faultline/errors';

/** `urgent`: takes risk away. `command`: changes something. */
export type Priority = 'urgent' | 'command' | 'read' | 'report';

interface Share {
  /** Beyond this wait no more of its kind are let in. */
  readonly waitMsMax: number;
  /** Calls under way, of any kind, beyond which no more of this kind are let in. */
  readonly underWayMax: number;
}

const SHARES: Readonly<Record<Priority, Share>> = {
  report: { waitMsMax: 40, underWayMax: 500 },
  read: { waitMsMax: 80, underWayMax: 1_000 },
  command: { waitMsMax: 100, underWayMax: 1_500 },
  urgent: { waitMsMax: 400, underWayMax: 2_000 },
};

/** Whoever is sent away comes back after one to three seconds, and not all at once. */
const RETRY_AFTER_MAX_SEC = 3;

export class Admission {
  readonly #waitMs: () => number;
  readonly #random: () => number;
  #underWay = 0;
  #onIdle: (() => void) | null = null;

  /** @param waitMs - How long work that is ready has to wait at present. */
  constructor({ waitMs, random }: { waitMs: () => number; random: () => number }) {
    this.#waitMs = waitMs;
    this.#random = random;
  }

  get underWay(): number {
    return this.#underWay;
  }

  /** The refusal for one call more of this kind; `null` lets it in. */
  refusal(priority: Priority): AppError | null {
    const { waitMsMax, underWayMax } = SHARES[priority];
    if (this.#underWay < underWayMax && this.#waitMs() <= waitMsMax) return null;
    const afterMs = Math.ceil(this.#random() * RETRY_AFTER_MAX_SEC) * 1_000;
    return raise(
      refuse('SERVICE_UNAVAILABLE', {
        reason: 'There is more to do than can be done at present.',
        estimatedRestore: null,
        kind: 'OVERLOADED',
      }),
      { retry: { kind: 'after', afterMs } },
    );
  }

  enter(): void {
    this.#underWay += 1;
  }

  leave(): void {
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#onIdle?.();
  }

  /** Resolves when no call is under way, or when the time is up. */
  async idle(waitMs: number): Promise<void> {
    if (this.#underWay === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      this.#onIdle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#onIdle = null;
  }
}
