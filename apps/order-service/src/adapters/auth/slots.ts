/** Runs so many jobs at once; a few wait their turn, and more than that are refused. */
import { fail } from '@faultline/errors';

const QUEUE_MAX = 20;
const RETRY_AFTER_SEC = 1;

export function slotsOf(count: number) {
  let free = count;
  const waiting: (() => void)[] = [];
  const take = async (): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return;
    }
    if (waiting.length >= QUEUE_MAX) {
      throw fail('RATE_LIMIT_EXCEEDED', {
        limit: QUEUE_MAX,
        window: `${RETRY_AFTER_SEC}s`,
        retryAfter: RETRY_AFTER_SEC,
        resetAt: Math.ceil(Date.now() / 1_000) + RETRY_AFTER_SEC,
      });
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const giveBack = (): void => {
    const next = waiting.shift();
    // A slot is handed over, never set free in between: nobody who comes just then may overtake.
    if (next === undefined) free += 1;
    else next();
  };
  return async <T>(job: () => Promise<T>): Promise<T> => {
    await take();
    try {
      return await job();
    } finally {
      giveBack();
    }
  };
}
