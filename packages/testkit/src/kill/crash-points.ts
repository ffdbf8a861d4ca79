/** The places at which a process can be told to die, and which process has them. `CRASH_AT=name:n` in its environment. */

export interface CrashPoint {
  readonly name: string;
  readonly part: 'order-service' | 'lp-service';
}

export const CRASH_POINTS: readonly CrashPoint[] = [
  { name: 'before-commit', part: 'order-service' },
  { name: 'after-commit-before-reply', part: 'order-service' },
  { name: 'outbox-read', part: 'order-service' },
  { name: 'seq-persisted-before-write', part: 'lp-service' },
  { name: 'after-socket-write', part: 'lp-service' },
  { name: 'er-received-before-commit', part: 'lp-service' },
  { name: 'er-committed', part: 'lp-service' },
];
