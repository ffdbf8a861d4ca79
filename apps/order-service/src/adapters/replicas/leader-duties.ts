/** What one process does for all that share a database: it watches prices, hears reports, and finishes what others left. */
import type { Floor } from '../../floor.ts';
import type { Store } from '../../ports/store.ts';
import type { Begin } from '../../replicas/duties.ts';
import { fencedStore } from '../../replicas/fenced-store.ts';
import { type IntakeDeps, takeReports } from '../lp/report-intake.ts';

export interface DutyDeps {
  readonly store: Store;
  readonly floor: Pick<Floor, 'lead' | 'takeUp'>;
  readonly intake: Omit<IntakeDeps, 'store' | 'signal'>;
  /** What it looks at from time to time: yesterday's fills, what waits for a person. */
  readonly rounds: readonly { readonly start: () => void; readonly stop: () => void }[];
}

const TAKE_UP_EVERY_MS = 1_000;

export function leaderDuties({ store, floor, intake, rounds }: DutyDeps): Begin {
  const { log } = intake;
  return async (term) => {
    const fenced = fencedStore(store, term);
    const retire = await floor.lead(fenced);
    const stop = new AbortController();
    const { signal } = stop;
    const reports = takeReports({ ...intake, store: fenced, signal });
    for (const round of rounds) round.start();
    const takingUp = setInterval(() => {
      floor.takeUp().catch((error: unknown) => log.warn({ err: error }, 'outbox not looked at'));
    }, TAKE_UP_EVERY_MS);
    return async () => {
      stop.abort();
      clearInterval(takingUp);
      for (const round of rounds) round.stop();
      await Promise.all([retire(), reports]);
    };
  };
}
