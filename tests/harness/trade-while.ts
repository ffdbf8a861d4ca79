/** A crowd trades while something is done to the services; afterwards the four witnesses are heard. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Journal, type Witnesses } from '@faultline/testkit';
import { signIn } from './http.ts';
import type { System } from './system.ts';
import { type CrowdOptions, TraderCrowd } from './trader-crowd.ts';
import { hearWitnesses } from './witnesses.ts';

type Crowd = Omit<CrowdOptions, 'url' | 'journal' | 'desks' | 'rounds'>;

/** @param disturb - Its end sends the traders home. */
export async function tradeWhile(
  system: System,
  crowd: Crowd,
  disturb: () => Promise<void>,
): Promise<Witnesses> {
  const journalFile = join(system.dataDir, 'journal');
  try {
    const desks = [
      { token: await signIn(system, 'trader'), accountId: 1 },
      { token: await signIn(system, 'trader2'), accountId: 3 },
    ];
    const journal = new Journal(journalFile);
    const traders = new TraderCrowd({
      ...crowd,
      url: system.url,
      journal,
      desks,
      rounds: Infinity,
    });
    await Promise.all([traders.trade(), disturb().finally(() => traders.leave())]);
    return await hearWitnesses({ system, journalFile, keys: traders.keys, desks });
  } finally {
    rmSync(journalFile, { force: true });
  }
}
