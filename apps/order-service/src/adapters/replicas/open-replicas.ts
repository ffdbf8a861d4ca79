/** One of several processes on a database, or the only one: what it tells the others, what it hears, and whether it leads. */
import { randomUUID } from 'node:crypto';
import type { Metrics } from '@faultline/service';
import type { Floor } from '../../floor.ts';
import { ALONE } from '../../ports/leadership.ts';
import { Announcer } from '../../replicas/announcer.ts';
import { Duties } from '../../replicas/duties.ts';
import { Hearing } from '../../replicas/hearing.ts';
import { readText } from '../../replicas/news.ts';
import { type DutyDeps, leaderDuties } from './leader-duties.ts';
import { LeaderLock } from './leader-lock.ts';
import { Wire } from './wire.ts';

export interface ReplicaDeps extends DutyDeps {
  /** `null` for a database that this process has to itself. */
  readonly databaseUrl: string | null;
  readonly floor: Floor;
  readonly metrics: Pick<Metrics, 'watch'>;
}

export interface Replicas {
  /** Ends what the leader does, and leaves it to another. */
  readonly close: () => Promise<void>;
}

export async function openReplicas(deps: ReplicaDeps): Promise<Replicas> {
  const { databaseUrl: url, store, floor, intake, metrics } = deps;
  const { log } = intake;
  const begin = leaderDuties(deps);
  if (url === null) return { close: await begin(ALONE) };
  const self = randomUUID();
  const duties = new Duties({ begin, log, onUnable: () => lock.resign() });
  const { hub, waiters, busy } = floor;
  const watched = (): readonly number[] | null => (duties.isLeading ? busy.ids() : null);
  const hearing = new Hearing({ store, waiters, hub, watched, log });
  const wire = new Wire({
    url,
    log,
    onText: (text) => {
      const news = readText(text, self);
      if (news !== null) hearing.hear(news);
    },
    onListening: () => hearing.look(),
  });
  const announcer = new Announcer(self, async (text) => wire.send(text));
  store.onCommitted(announcer.tell);
  const lock = new LeaderLock({
    url,
    log,
    onLeading: (term) => duties.lead(term),
    onLost: () => duties.retire(),
  });
  const help =
    '1 in the process that watches prices and hears reports for all that share a database.';
  metrics.watch({ name: 'faultline_leader', help }, () => (duties.isLeading ? 1 : 0));
  hearing.start();
  await lock.tried;
  await duties.settled();
  return {
    close: async () => {
      duties.retire();
      await duties.settled();
      await lock.close();
      await hearing.stop();
      await announcer.told();
      await wire.close();
    },
  };
}
