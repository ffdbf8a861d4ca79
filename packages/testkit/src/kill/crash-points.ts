/** The places at which a process can be told to die, and which process has them. `CRASH_AT=name:n` in its environment. */

export interface CrashPoint {
  readonly name: string;
  readonly part: 'order-service' | 'lp-service';
  /** What leads there: trade, logins of terminals, the stop of the part, or its start on data of an older version. */
  readonly when: 'trading' | 'logging-in' | 'stopping' | 'migrating';
  /** How often the place is passed before the process dies: at least and at most so that it surely comes to it. */
  readonly passes: { readonly least: number; readonly most: number };
}

const OFTEN = { least: 5, most: 60 };
const whileTrading = (part: CrashPoint['part'], ...names: string[]): readonly CrashPoint[] =>
  names.map((name) => ({ name, part, when: 'trading', passes: OFTEN }));

export const CRASH_POINTS: readonly CrashPoint[] = [
  ...whileTrading(
    'order-service',
    'after-idem-claim',
    'before-commit',
    'after-commit-before-reply',
    'outbox-read',
  ),
  ...whileTrading(
    'lp-service',
    'seq-persisted-before-write',
    'after-socket-write',
    'er-received-before-commit',
    'er-committed',
  ),
  {
    name: 'stop-written-before-redis',
    part: 'lp-service',
    when: 'logging-in',
    passes: { least: 1, most: 2 },
  },
  {
    name: 'attempt-counted-before-login',
    part: 'lp-service',
    when: 'logging-in',
    passes: { least: 1, most: 10 },
  },
  // Between two steps of the stop: the door is closed, sessions may still be up.
  { name: 'mid-shutdown', part: 'lp-service', when: 'stopping', passes: { least: 1, most: 4 } },
  // A step of the schema is written and not committed: on the first start there are two on every database, or more.
  { name: 'mid-migration', part: 'lp-service', when: 'migrating', passes: { least: 2, most: 2 } },
];
