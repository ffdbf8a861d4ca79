/** How many lines there may be: of everybody, of one address, of one person, and how fast one address may dial again. */
import { raise, refuse } from '@faultline/errors';
import { type Buckets, MemoryBuckets } from '@faultline/service';

const LINES_MAX = 5_000;
/** Of one address, and of one person whatever addresses they come from. */
const LINES_EACH = 10;
/** The API guide's five a minute, beside as many at once as there may be lines. */
const DIALS = { perMinute: 5, burst: LINES_EACH };
/** What one line may ask. Who asks faster is read more slowly. */
const QUESTIONS = { perMinute: 600, burst: 60 };
const COME_BACK_SEC = 60;

export class Crowd {
  readonly #buckets: Buckets | null;
  /** What lines ask is counted here: a line has one process. */
  readonly #questions = new MemoryBuckets(Date.now);
  readonly #lines = new Map<string, number>();
  #all = 0;

  /** @param buckets - Where dials are counted; `null` counts none, and open lines all the same. */
  constructor(buckets: Buckets | null) {
    this.#buckets = buckets;
  }

  /**
   * Takes a place for a new line.
   *
   * @returns Gives the place back; to be called once, and when the line was refused, too.
   */
  enter(ip: string): { readonly leave: () => void; readonly admitted: () => Promise<void> } {
    this.#all += 1;
    const full = this.#all > LINES_MAX;
    const ofAddress = this.#take(`ip|${ip}`);
    return {
      leave: () => {
        this.#all -= 1;
        ofAddress.leave();
      },
      admitted: async () => {
        if (full) throw raise(refuse('SERVICE_UNAVAILABLE', FULL));
        if (ofAddress.count > LINES_EACH) throw tooMany(LINES_EACH, COME_BACK_SEC);
        const dialled = await this.#buckets?.take(`ws-dial|${ip}`, DIALS);
        if (dialled?.allowed === false) throw tooMany(DIALS.perMinute, dialled.resetMs / 1_000);
      },
    };
  }

  /** Takes a place among a person's lines, or throws RATE_LIMIT_EXCEEDED. */
  signIn(userId: string): () => void {
    const { count, leave } = this.#take(`user|${userId}`);
    if (count <= LINES_EACH) return leave;
    leave();
    throw tooMany(LINES_EACH, COME_BACK_SEC);
  }

  /** How long to leave a line's next message unread, after this one. Milliseconds. */
  restMs(lineId: string): number {
    if (this.#buckets === null) return 0;
    const { allowed, resetMs } = this.#questions.take(lineId, QUESTIONS);
    return allowed ? 0 : resetMs;
  }

  #take(who: string): { readonly count: number; readonly leave: () => void } {
    const count = (this.#lines.get(who) ?? 0) + 1;
    this.#lines.set(who, count);
    const leave = (): void => {
      const left = (this.#lines.get(who) ?? 1) - 1;
      if (left === 0) this.#lines.delete(who);
      else this.#lines.set(who, left);
    };
    return { count, leave };
  }
}

const FULL = {
  reason: 'There are as many lines as can be served.',
  estimatedRestore: null,
  kind: 'OVERLOADED',
} as const;

function tooMany(limit: number, seconds: number) {
  const retryAfter = Math.max(1, Math.ceil(seconds));
  const resetAt = Math.ceil(Date.now() / 1_000) + retryAfter;
  return raise(refuse('RATE_LIMIT_EXCEEDED', { limit, window: '1m', retryAfter, resetAt }));
}
