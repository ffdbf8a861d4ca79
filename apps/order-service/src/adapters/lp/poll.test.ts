/** Asking for ever: at once after an answer, with pauses after a failure, and not a moment after the end. */
import { describe, expect, it } from 'vitest';
import { pollForever } from './poll.ts';

describe('polling', () => {
  it('goes on over failures, tells the first of a row, and ends when told to', async () => {
    const stop = new AbortController();
    const told: boolean[] = [];
    let asked = 0;
    await pollForever({
      signal: stop.signal,
      ask: async () => {
        asked += 1;
        if (asked === 2 || asked === 3 || asked === 5) throw new Error('down');
        if (asked === 6) stop.abort();
      },
      onFailure: (_error, first) => told.push(first),
    });
    expect(asked).toBe(6);
    expect(told).toEqual([true, false, true]);
  });

  it('keeps quiet about the failure that its own end causes', async () => {
    const stop = new AbortController();
    const told: unknown[] = [];
    await pollForever({
      signal: stop.signal,
      ask: async () => {
        stop.abort();
        throw new Error('aborted');
      },
      onFailure: (error) => told.push(error),
    });
    expect(told).toEqual([]);
  });
});
