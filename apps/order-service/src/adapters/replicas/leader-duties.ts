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
  /** The daily comparison of fills. */
  readonly daily: { readonly start: () => void; readonly stop: () => void };
}

const TAKE_UP_EVERY_MS = 1_000;

export function leaderDuties({ store, floor, intake, daily }: DutyDeps): Begin {
  const { log } = intake;
  return async (term) => {
    const fenced = fencedStore(store, term);
    const retire = await floor.lead(fenced);
    const stop = new AbortController();
    const { signal } = stop;
    const reports = takeReports({ ...intake, store: fenced, signal });
    daily.start();
    const takingUp = setInterval(() => {
      floor.takeUp().catch((error: unknown) => log.warn({ err: error }, 'outbox not looked at'));
    }, TAKE_UP_EVERY_MS);
    return async () => {
      stop.abort();
      clearInterval(takingUp);
      daily.stop();
      await Promise.all([retire(), reports]);
    };
  };
}
