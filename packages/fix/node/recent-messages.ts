/** The latest messages under their numbers; what falls out at the other end is forgotten. */
import type { StoredMessage } from '../src/session/session.ts';

export class RecentMessages {
  readonly #slots: (StoredMessage | undefined)[];

  /** @param keep - how many numbers back a message is found */
  constructor(keep: number) {
    this.#slots = Array.from({ length: keep }, () => undefined);
  }

  get(seq: number): StoredMessage | undefined {
    const message = this.#slots[seq % this.#slots.length];
    return message?.seq === seq ? message : undefined;
  }

  set(message: StoredMessage): void {
    this.#slots[message.seq % this.#slots.length] = message;
  }
}
