/** Trade under kill -9: a crowd of traders, services that die, and what the four witnesses say afterwards. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CrashPoint, findFaults, Journal } from '@faultline/testkit';
import { signIn } from './http.ts';
import { removeData, startSystem, type System } from './system.ts';
import { TraderCrowd } from './trader-crowd.ts';
import { hearWitnesses } from './witnesses.ts';

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
  readonly faults: ReturnType<typeof findFaults>;
  readonly acknowledged: number;
  readonly unknown: number;
}

/** @param random - in [0, 1): chooses who dies, and when */
export async function tradeUnderKills(kills: number, random: () => number): Promise<Outcome> {
  return trade({}, async (system, done) => {
    for (let count = 0; count < kills; count += 1) {
      await sleep(LIFE_MS.least + random() * (LIFE_MS.most - LIFE_MS.least));
      await system.kill(random() < 0.5 ? 'order-service' : 'lp-service');
    }
    await sleep(LIFE_MS.most);
    done();
  });
}

/** @param nth - each place kills once, when one life of its process passes it for the nth time */
export async function tradeUntilCrash(
  points: readonly CrashPoint[],
  nth: number,
): Promise<Outcome> {
  const CRASH_AT = points.map(({ name }) => `${name}:${nth}`).join(',');
  return trade({ CRASH_AT }, async (system, done) => {
    for (const { name } of points) await crashed(system, name);
    await sleep(LIFE_MS.most);
    done();
  });
}

const CRASH_WAIT_MS = 30_000;

async function crashed({ dataDir }: System, name: string): Promise<void> {
  const deadline = performance.now() + CRASH_WAIT_MS;
  while (!existsSync(join(dataDir, `crashed-at-${name}`))) {
    if (performance.now() > deadline) throw new Error(`nobody ever came to ${name}`);
    await sleep(20);
  }
}

/** @param disturb - calls `done` when the traders may go home */
async function trade(
  env: Record<string, string>,
  disturb: (system: System, done: () => void) => Promise<void>,
): Promise<Outcome> {
  const system = await startSystem({ ...ENV, ...env });
  const journalFile = join(system.dataDir, 'journal');
  try {
    const desks = [
      { token: await signIn(system, 'trader'), accountId: 1 },
      { token: await signIn(system, 'trader2'), accountId: 3 },
    ];
    const crowd = new TraderCrowd({
      url: system.url,
      journal: new Journal(journalFile),
      desks,
      traders: TRADERS,
      rounds: Infinity,
      pauseMs: PAUSE_MS,
      name: 'kill',
    });
    await Promise.all([
      crowd.trade(),
      disturb(system, () => crowd.leave()).finally(() => crowd.leave()),
    ]);
    const witnesses = await hearWitnesses({ system, journalFile, keys: crowd.keys, desks });
    const count = (kind: string): number =>
      witnesses.journal.filter((entry) => entry.kind === kind).length;
    return {
      faults: findFaults(witnesses),
      acknowledged: count('acknowledged'),
      unknown: count('unknown'),
    };
  } finally {
    await system.stop();
    rmSync(journalFile, { force: true });
    removeData(system);
  }
}
