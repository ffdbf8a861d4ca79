/** A group of jobs that others may still join: until it is closed, whoever runs it takes them as they come. */
import type { Decided } from '../../ports/changes.ts';
import type { Facts, Wanted } from '../../ports/facts.ts';

export interface Job {
  readonly wanted: Wanted;
  readonly decide: (facts: Facts) => Decided<unknown>;
}

/** What became of a job once its group was through. */
export type Outcome =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly error: unknown };

export interface Waiting extends Job {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** As whoever runs it sees it. */
export interface Group {
  /** From the first job again: what was made of them does not hold any more. */
  readonly restart: () => void;
  /** The next jobs, as many as there are and at most `max`; none when nobody waits, or the group is full. */
  readonly take: (max: number) => readonly Job[];
  /** Resolves when so many more can be taken. */
  readonly arrival: (count: number) => Promise<void>;
  /** Whoever comes now goes with the next. */
  readonly close: () => void;
}

/** Beyond this a group gains nothing and the first callers only wait longer. */
const GROUP_MAX = 256;

/** Jobs that belong to no group yet. */
export class Queue {
  #jobs: Waiting[] = [];
  #wanted = Infinity;
  #onArrival: (() => void) | null = null;

  get length(): number {
    return this.#jobs.length;
  }

  add(job: Waiting): void {
    this.#jobs.push(job);
    if (this.#jobs.length < this.#wanted) return;
    this.#onArrival?.();
    this.#wanted = Infinity;
  }

  take(max: number): Waiting[] {
    return this.#jobs.splice(0, max);
  }

  /** Resolves when so many wait, in a turn of its own, so that who comes with the last of them is there, too. */
  async arrival(count: number): Promise<void> {
    if (this.length < count) {
      await new Promise<void>((resolve) => {
        this.#wanted = count;
        this.#onArrival = resolve;
      });
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export class OpenGroup implements Group {
  readonly #queue: Queue;
  readonly members: Waiting[];
  readonly closed: Promise<void>;
  readonly close: () => void;
  isClosed = false;
  #given = 0;

  /** Whoever waits already is in it, whatever becomes of it. */
  constructor(queue: Queue) {
    this.#queue = queue;
    this.members = queue.take(GROUP_MAX);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.closed = promise;
    this.close = () => {
      this.isClosed = true;
      resolve();
    };
  }

  /** One alone. */
  static of(job: Waiting): OpenGroup {
    const group = new OpenGroup(new Queue());
    group.members.push(job);
    return group;
  }

  restart(): void {
    this.#given = 0;
  }

  /**
   * Everybody who was in it, for the last time. A group that is over and old in memory would keep alive until the next full
   * collection whatever it still led to, and through that the groups after it: a twentieth of all that orders left behind.
   */
  dissolve(): Waiting[] {
    return this.members.splice(0);
  }

  take(max: number): readonly Job[] {
    const from = this.#given;
    if (from === this.members.length) {
      this.members.push(...this.#queue.take(Math.min(max, GROUP_MAX - from)));
    }
    this.#given = Math.min(from + max, this.members.length);
    return this.members.slice(from, this.#given);
  }

  async arrival(count: number): Promise<void> {
    const room = GROUP_MAX - this.members.length;
    return room === 0 ? new Promise(() => undefined) : this.#queue.arrival(Math.min(count, room));
  }
}
