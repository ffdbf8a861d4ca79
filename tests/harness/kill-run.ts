/** Trade under kill -9: a crowd of traders, services that die, and what the four witnesses say afterwards. */
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CrashPoint,
  type Fault,
  findFaults,
  hasRedis,
  type OwnRedis,
  startRedis,
} from '@faultline/testkit';
import { LOGIN_ENV, LoginRun } from './login-run.ts';
import { removeData, startSystem, type System } from './system.ts';
import { tradeWhile } from './trade-while.ts';

const TRADERS = 10;
/** With the time of a command itself, about twenty orders in a second, all traders together. */
const PAUSE_MS = 450;
/** Between the restart of a service and its next death. */
const LIFE_MS = { least: 200, most: 1_000 };
const ENV = {
  ORDER_TIMEOUT_MS: '2000',
  RECONNECT_INITIAL_MS: '50',
  RATE_LIMITS: 'off',
  LOG_LEVEL: 'warn',
  RESTART_PAUSE_MAX_MS: '250',
};

export interface Outcome {
  readonly faults: readonly Fault[];
  readonly acknowledged: number;
  readonly unknown: number;
}

/** @param random - in [0, 1): chooses who dies, and when */
export async function tradeUnderKills(kills: number, random: () => number): Promise<Outcome> {
  return trade({}, async (system) => {
    for (let count = 0; count < kills; count += 1) {
      await sleep(LIFE_MS.least + random() * (LIFE_MS.most - LIFE_MS.least));
      await system.kill(random() < 0.5 ? 'order-service' : 'lp-service');
    }
    await sleep(LIFE_MS.most);
  });
}

/** @param nthOf - each place kills once, when one life of its process passes it for the nth time */
export async function tradeUntilCrash(
  points: readonly CrashPoint[],
  nthOf: (point: CrashPoint) => number,
): Promise<Outcome> {
  const CRASH_AT = points.map((point) => `${point.name}:${nthOf(point)}`).join(',');
  const redis = hasRedis ? await startRedis() : null;
  const env = { CRASH_AT, ...LOGIN_ENV, ...(redis === null ? {} : { REDIS_URL: redis.url }) };
  const complaints: string[] = [];
  const of = (when: CrashPoint['when']) => points.filter((point) => point.when === when);
  try {
    const outcome = await trade(env, async (system) => {
      for (const { name } of [...of('migrating'), ...of('trading')]) await crashed(system, name);
      await sleep(LIFE_MS.least);
      complaints.push(...(await crashWhileLoggingIn(system, of('logging-in'), redis)));
      for (const { name, part } of of('stopping')) {
        await system.terminate(part);
        await crashed(system, name);
      }
      await sleep(LIFE_MS.most);
    });
    const faults = complaints.map((what) => ({ kind: 'LOGIN' as const, what }));
    return { ...outcome, faults: [...outcome.faults, ...faults] };
  } finally {
    await redis?.kill();
  }
}

async function crashWhileLoggingIn(
  system: System,
  points: readonly CrashPoint[],
  redis: OwnRedis | null,
): Promise<readonly string[]> {
  if (points.length === 0) return [];
  const logins = await LoginRun.on(system, redis);
  const isOver = () => points.every(({ name }) => hasCrashed(system, name));
  for (let rounds = 0; rounds < LOGIN_ROUNDS_MAX && !isOver(); rounds += 1) await logins.logIn();
  for (const { name } of points) await crashed(system, name);
  return logins.complaints();
}

const CRASH_WAIT_MS = 30_000;
/** Each brings every place at least once. */
const LOGIN_ROUNDS_MAX = 12;

const hasCrashed = ({ dataDir }: System, name: string): boolean =>
  existsSync(join(dataDir, `crashed-at-${name}`));

async function crashed(system: System, name: string): Promise<void> {
  const deadline = performance.now() + CRASH_WAIT_MS;
  while (!hasCrashed(system, name)) {
    if (performance.now() > deadline) throw new Error(`nobody ever came to ${name}`);
    await sleep(20);
  }
}

/** A process that dies before it was ever ready is not started again: whoever started it has to. */
async function startThroughCrashes(env: Record<string, string>): Promise<System> {
  const dataDir = mkdtempSync(join(tmpdir(), 'faultline-journey-'));
  try {
    return await startSystem(env, dataDir);
  } catch (error) {
    const isOurs = readdirSync(dataDir).some((name) => name.startsWith('crashed-at-'));
    if (!isOurs) throw error;
    return startSystem(env, dataDir);
  }
}

async function trade(
  env: Record<string, string>,
  disturb: (system: System) => Promise<void>,
): Promise<Outcome> {
  const system = await startThroughCrashes({ ...ENV, ...env });
  try {
    const crowd = { traders: TRADERS, pauseMs: PAUSE_MS, name: 'kill' };
    const witnesses = await tradeWhile(system, crowd, async () => disturb(system));
    const count = (kind: string): number =>
      witnesses.journal.filter((entry) => entry.kind === kind).length;
    return {
      faults: findFaults(witnesses),
      acknowledged: count('acknowledged'),
      unknown: count('unknown'),
    };
  } finally {
    await system.stop();
    await removeData(system);
  }
}
