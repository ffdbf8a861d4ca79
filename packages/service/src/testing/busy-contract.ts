/** A service with one slow thing behind it, that does one job at a time: what a database is to a service. For tests and benches. */
import type { Handlers } from '@faultline/contract';
import { z } from 'zod';
import { type QueueWait, watchQueue } from '../load/queue-wait.ts';

const nothing = z.strictObject({});
const row = { needs: 'public', errors: [], input: nothing, output: nothing } as const;

export const busyContract = {
  desk: {
    place: { ...row, kind: 'mutation', rest: { method: 'POST', path: '/place', query: {} } },
    cancel: { ...row, kind: 'mutation', rest: { method: 'POST', path: '/cancel', query: {} } },
    read: { ...row, kind: 'query', rest: { method: 'GET', path: '/read', query: {} } },
    report: { ...row, kind: 'query', rest: { method: 'GET', path: '/report', query: {} } },
    /** Like an order at a provider: takes its time and nobody else's. */
    wait: { ...row, kind: 'mutation', rest: { method: 'POST', path: '/wait', query: {} } },
  },
} as const;

/** @param jobMs - How long each job holds the one slow thing. */
export function busyDesk(jobMs: number): {
  readonly handlers: Handlers<typeof busyContract>;
  readonly queue: QueueWait;
  readonly done: () => number;
} {
  const queue = watchQueue(() => performance.now());
  let last: Promise<void> = Promise.resolve();
  let done = 0;
  const work = async (): Promise<Record<string, never>> => {
    const end = queue.begin();
    last = last.then(async () => sleep(jobMs));
    await last;
    end();
    done += 1;
    return {};
  };
  const wait = async () => {
    await sleep(WAIT_MS);
    return {};
  };
  return {
    handlers: { desk: { place: work, cancel: work, read: work, report: work, wait } },
    queue,
    done: () => done,
  };
}

const WAIT_MS = 400;

const sleep = async (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));
