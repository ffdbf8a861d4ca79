/** SIGTERM to the order service in the middle of trade, again and again: how every single request ended. */
import { setTimeout as sleep } from 'node:timers/promises';
import { findFaults } from '@faultline/testkit';
import { simulate } from './http.ts';
import { removeData, startSystem } from './system.ts';
import { tradeWhile } from './trade-while.ts';

const TRADERS = 16;
/** Short, so that connections are kept alive from one command to the next and nearly always have one under way. */
const PAUSE_MS = 20;
/** How long a provider takes for a fill: orders are under way when the signal comes. */
const FILL_MS = 60;
/** Between a restart and the next signal. */
const LIFE_MS = { least: 300, most: 700 };
const ENV = { RATE_LIMITS: 'off', LOG_LEVEL: 'warn', RESTART_PAUSE_MAX_MS: '250' };

/** An answer, or a refusal before anything was begun. Whatever else there is was cut. */
const ANSWERED = new Set([
  '200',
  '503 SERVICE_UNAVAILABLE',
  // Right after a start, before the LP service has been heard.
  '503 LP_NOT_CONNECTED',
  'no connection',
]);

export interface StopOutcome {
  readonly faults: ReturnType<typeof findFaults>;
  /** How many requests ended how. */
  readonly ends: Readonly<Record<string, number>>;
  /** Of them, those that are no answer. */
  readonly cut: readonly string[];
  /** What the supervisor said of each end of the process. */
  readonly exits: readonly string[];
}

/** @param random - in [0, 1): when the next signal comes */
export async function tradeUnderStops(stops: number, random: () => number): Promise<StopOutcome> {
  const system = await startSystem(ENV);
  const ends: Record<string, number> = {};
  const crowd = {
    traders: TRADERS,
    pauseMs: PAUSE_MS,
    name: 'stop',
    timeoutMs: 10_000,
    onEnd: (end: string) => (ends[end] = (ends[end] ?? 0) + 1),
  };
  try {
    await simulate(system, '/behaviour', { mode: 'delay', ms: FILL_MS });
    const witnesses = await tradeWhile(system, crowd, async () => {
      for (let count = 0; count < stops; count += 1) {
        await sleep(LIFE_MS.least + random() * (LIFE_MS.most - LIFE_MS.least));
        await system.terminate('order-service');
      }
      await sleep(LIFE_MS.least);
    });
    const exits = system.lines.filter((line) => line.startsWith('order-service died'));
    const cut = Object.keys(ends).filter((end) => !ANSWERED.has(end));
    return { faults: findFaults(witnesses), ends, cut, exits };
  } finally {
    await system.stop();
    await removeData(system);
  }
}
