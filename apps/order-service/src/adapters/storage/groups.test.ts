/** Who goes with which group, and who hears what of it. */
import { describe, expect, it } from 'vitest';
import { Unreachable } from './driver.ts';
import { Groups } from './groups.ts';
import type { Group, Job, Outcome } from './open-group.ts';

/** A job whose answer is its own name. */
const job = (name: string): Job => ({ wanted: {}, decide: () => ({ answer: name }) });
const outcomesOf = (jobs: readonly Job[]): Outcome[] =>
  jobs.map(({ decide }) => ({ ok: true, answer: decide({} as never).answer }));
const turn = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Takes all, as a database that is shared does. */
const all = async (group: Group): Promise<Outcome[]> => outcomesOf(group.take(Infinity));

describe('groups', () => {
  it('are of those who come in one turn', async () => {
    const sizes: number[] = [];
    const groups = new Groups(async (group) => {
      const outcomes = await all(group);
      sizes.push(outcomes.length);
      return outcomes;
    });
    const told = await Promise.all(['a', 'b', 'c'].map(async (name) => groups.add(job(name))));
    await groups.add(job('d'));
    expect(told).toEqual(['a', 'b', 'c']);
    expect(sizes).toEqual([3, 1]);
  });

  it('are joined by whoever comes before they are closed, and by nobody after', async () => {
    const sizes: number[] = [];
    const late: Promise<unknown>[] = [];
    const groups = new Groups(async (group) => {
      const jobs = [...group.take(10)];
      if (sizes.length === 0) {
        await group.arrival(2);
        jobs.push(...group.take(10));
        group.close();
        late.push(groups.add(job('d')));
      }
      sizes.push(jobs.length);
      await turn();
      return outcomesOf(jobs);
    });
    const first = groups.add(job('a'));
    await turn();
    const joining = ['b', 'c'].map(async (name) => groups.add(job(name)));
    expect(await Promise.all([first, ...joining])).toEqual(['a', 'b', 'c']);
    expect(await Promise.all(late)).toEqual(['d']);
    expect(sizes).toEqual([3, 1]);
  });

  it('offer the same jobs again, in their order, when they start over', async () => {
    const groups = new Groups(async (group) => {
      const before = [...group.take(2), ...group.take(2)];
      group.restart();
      expect([...group.take(3), ...group.take(3)]).toEqual(before);
      return outcomesOf(before);
    });
    const names = ['a', 'b', 'c', 'd'];
    expect(await Promise.all(names.map(async (name) => groups.add(job(name))))).toEqual(names);
  });

  it('are of 256 at most', async () => {
    const sizes: number[] = [];
    const groups = new Groups(async (group) => {
      const outcomes = await all(group);
      sizes.push(outcomes.length);
      return outcomes;
    });
    await Promise.all(Array.from({ length: 600 }, async (_, index) => groups.add(job(`${index}`))));
    expect(sizes).toEqual([256, 256, 88]);
  });

  it('that fail are run one by one, and only the one to blame is told so', async () => {
    const groups = new Groups(async (group) => {
      const outcomes = await all(group);
      if (outcomes.some((one) => one.ok && one.answer === 'bad')) throw new Error('a bug');
      return outcomes;
    });
    const ended = await Promise.allSettled(
      ['a', 'bad', 'c'].map(async (name) => groups.add(job(name))),
    );
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('tell everybody at once when there is no database, even before anybody was taken', async () => {
    let runs = 0;
    const groups = new Groups(async () => {
      runs += 1;
      throw new Unreachable('nobody answers');
    });
    const ended = await Promise.allSettled(['a', 'b'].map(async (name) => groups.add(job(name))));
    expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(runs).toBe(1);
  });

  it('are all over when they are idle, those too that have only just been asked for', async () => {
    const groups = new Groups(async (group) => {
      const outcomes = await all(group);
      group.close();
      await turn();
      return outcomes;
    });
    const told: unknown[] = [];
    const asked = ['a', 'b'].map(async (name) => told.push(await groups.add(job(name))));
    await groups.idle();
    await Promise.all(asked);
    expect(told).toEqual(['a', 'b']);
  });
});
