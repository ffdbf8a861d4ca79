/** Keeps a session to its schedule: knows whether it may be up, and rings when that changes. */
import {
  nextSessionHours,
  sessionHoursAt,
  type Schedule,
  type SessionHours,
} from '../src/session/schedule.ts';
import { Alarm } from './alarm.ts';
import type { Clock } from './application.ts';

const ALWAYS: SessionHours = { fromMs: -Infinity, toMs: Infinity };

export interface HoursOptions {
  /** Without one the session may always be up. */
  readonly schedule: Schedule | undefined;
  readonly clock: Clock;
  /** The hours that were last looked at are over, or the next have begun. */
  readonly onTurn: () => void;
}

export class Hours {
  readonly #options: HoursOptions;
  readonly #alarm: Alarm;
  #turnMs = Infinity;

  /** @throws RangeError for a schedule that makes no sense */
  constructor(options: HoursOptions) {
    this.#options = options;
    this.#alarm = new Alarm(options.clock, () => this.#ring());
    this.look();
    this.off();
  }

  /** The present session, or null outside of the hours. From now on the next turn rings. */
  look(): SessionHours | null {
    const { schedule, clock } = this.#options;
    if (schedule === undefined) return ALWAYS;
    const nowMs = clock.now();
    const hours = sessionHoursAt(schedule, nowMs);
    this.#turnMs = hours?.toMs ?? nextSessionHours(schedule, nowMs).fromMs;
    this.#alarm.off();
    this.#alarm.set(this.#turnMs);
    return hours;
  }

  off(): void {
    this.#alarm.off();
  }

  #ring(): void {
    // An alarm may ring early, and a clock may be put back.
    if (this.#options.clock.now() < this.#turnMs) this.#alarm.set(this.#turnMs);
    else this.#options.onTurn();
  }
}
