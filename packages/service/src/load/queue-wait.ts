/**
 * How long work that joins a queue now will wait. Its length times what a piece has taken lately tells it before the wait
 * is there; the age of the oldest piece tells it when nothing comes through at all, and a crowd waits.
 */

export interface QueueWait {
  /** Work begins to wait; call what comes back once when it is done. */
  readonly begin: () => () => void;
  /** Milliseconds; 0 when nothing is under way, or no crowd. */
  readonly waitMs: () => number;
}

/**
 * So few are no crowd: what they wait for is a hiccup of the machine, or a service that has only just begun, and to send away
 * who comes next would help nobody.
 */
export const FEW = 16;

/** Time at work after which what was before counts half. */
const MEMORY_MS = 250;

/** @param now - Milliseconds that never go back. */
export function watchQueue(now: () => number): QueueWait {
  const underWay = new Line();
  let markMs = 0;
  let busyMs = 0;
  let done = 0;
  const onDone = (): void => {
    const nowMs = now();
    busyMs += nowMs - markMs;
    markMs = nowMs;
    done += 1;
    if (busyMs < MEMORY_MS) return;
    busyMs /= 2;
    done /= 2;
  };
  return {
    begin: () => {
      const work = { sinceMs: now(), isOver: false };
      if (underWay.size === 0) markMs = work.sinceMs;
      underWay.add(work);
      return () => {
        if (work.isOver) return;
        underWay.end(work);
        onDone();
      };
    },
    waitMs: () => {
      const { oldest } = underWay;
      if (oldest === undefined || underWay.size < FEW) return 0;
      const eachMs = done === 0 ? 0 : busyMs / done;
      return Math.max(now() - oldest.sinceMs, underWay.size * eachMs);
    },
  };
}

interface Work {
  readonly sinceMs: number;
  isOver: boolean;
}

/** Work in the order in which it began. A list: what is put into a Set and taken out by thousands costs the collector dear. */
class Line {
  #works: Work[] = [];
  /** Those before it are over. */
  #first = 0;
  size = 0;

  add(work: Work): void {
    this.size += 1;
    this.#works.push(work);
  }

  end(work: Work): void {
    work.isOver = true;
    this.size -= 1;
    while (this.oldest?.isOver === true) this.#first += 1;
    if (this.#first < FORGET_AT) return;
    this.#works = this.#works.slice(this.#first);
    this.#first = 0;
  }

  get oldest(): Work | undefined {
    return this.#works[this.#first];
  }
}

const FORGET_AT = 256;
