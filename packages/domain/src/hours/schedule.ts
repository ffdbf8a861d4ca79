/** When an instrument may be traded, in the exchange's own wall time: nothing here is ever stored in UTC. */

export interface Schedule {
  readonly id: string;
  /** IANA name, such as America/New_York: daylight saving is its business. */
  readonly timezone: string;
  /** Sessions of an ordinary week. A day may have several; between them lies a daily break. */
  readonly weekly: readonly SessionHours[];
  readonly holidays: readonly Holiday[];
  /** Grows by one with every change. */
  readonly version: number;
}

/** One session on its own day, in seconds after local midnight. 86400 is the day's end. */
export interface SessionHours {
  /** Sunday is 0. */
  readonly day: number;
  readonly openSec: number;
  /** Greater than `openSec`; a session over midnight is two. */
  readonly closeSec: number;
}

export interface Holiday {
  /** Local date, `YYYY-MM-DD`. */
  readonly date: string;
  readonly name: string;
  /** The shorter session of that day; `null` when it is closed all day. */
  readonly hours: { readonly openSec: number; readonly closeSec: number } | null;
}
