/** Trade over a line that loses replies: every request arrives, many an answer does not, and the client asks again. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FaultProxy, findFaults, Journal } from '@faultline/testkit';
import { signIn } from './http.ts';
import { removeData, startSystem } from './system.ts';
import { TraderCrowd } from './trader-crowd.ts';
import { hearWitnesses } from './witnesses.ts';

const TRADERS = 16;
/** The line is well for this long, and then loses every reply for this long, at most. */
const WELL_MS = 60;
const LOSING_MS = 25;

export interface Outcome {
  readonly faults: ReturnType<typeof findFaults>;
  /** Commands of the clients. */
  readonly commands: number;
  readonly acknowledged: number;
  /** Orders in the provider's book. */
  readonly booked: number;
  /** How often all links were reset under the clients. */
  readonly resets: number;
}

/** @param orders - an even number: half of them open, half of them close */
export async function tradeOverLossyLine(orders: number, random: () => number): Promise<Outcome> {
  const system = await startSystem({ RATE_LIMITS: 'off', LOG_LEVEL: 'warn' });
  const journalFile = join(system.dataDir, 'journal');
  const proxy = await FaultProxy.open({ target: { port: Number(new URL(system.url).port) } });
  try {
    const desks = [
      { token: await signIn(system, 'trader'), accountId: 1 },
      { token: await signIn(system, 'trader2'), accountId: 3 },
    ];
    const crowd = new TraderCrowd({
      url: `http://127.0.0.1:${proxy.port}`,
      journal: new Journal(journalFile),
      desks,
      traders: TRADERS,
      rounds: orders / 2,
      pauseMs: 0,
      name: 'lossy',
    });
    const trading = new AbortController();
    const disturbing = disturb(proxy, random, trading.signal);
    await crowd.trade();
    trading.abort();
    const resets = await disturbing;
    const witnesses = await hearWitnesses({ system, journalFile, keys: crowd.keys, desks });
    return {
      faults: findFaults(witnesses),
      commands: crowd.keys.length,
      acknowledged: witnesses.journal.filter(({ kind }) => kind === 'acknowledged').length,
      booked: witnesses.book.length,
      resets,
    };
  } finally {
    proxy.close();
    await system.stop();
    rmSync(journalFile, { force: true });
    await removeData(system);
  }
}

/** @returns how often the links were reset */
async function disturb(
  proxy: FaultProxy,
  random: () => number,
  signal: AbortSignal,
): Promise<number> {
  let resets = 0;
  while (!signal.aborted) {
    await sleep(random() * WELL_MS);
    proxy.set('down', [{ kind: 'blackhole' }]);
    await sleep(random() * LOSING_MS);
    proxy.reset();
    proxy.clear();
    resets += 1;
  }
  return resets;
}
