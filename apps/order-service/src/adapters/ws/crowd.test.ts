/** How many lines there may be, and how fast an address may dial. */
import { MemoryBuckets } from '@faultline/service';
import { describe, expect, it } from 'vitest';
import { Crowd } from './crowd.ts';

/** @returns The code that each of so many lines of one address is refused with. */
async function codes(crowd: Crowd, count: number, { hangUp = true } = {}): Promise<unknown[]> {
  const told: unknown[] = [];
  for (let line = 0; line < count; line += 1) {
    const { admitted, leave } = crowd.enter('10.0.0.1');
    told.push(await admitted().catch((error: unknown) => Reflect.get(Object(error), 'code')));
    if (hangUp) leave();
  }
  return told;
}

describe('an address', () => {
  it('may dial fifteen times, and then five times a minute', async () => {
    const clock = { nowMs: 0 };
    const crowd = new Crowd(new MemoryBuckets(() => clock.nowMs));
    expect(new Set(await codes(crowd, 15))).toEqual(new Set([undefined]));
    expect(await codes(crowd, 1)).toEqual(['RATE_LIMIT_EXCEEDED']);
    clock.nowMs += 12_000;
    expect(await codes(crowd, 2)).toEqual([undefined, 'RATE_LIMIT_EXCEEDED']);
  });

  it('may dial as often as it likes where nobody is limited, and have ten lines all the same', async () => {
    expect(new Set(await codes(new Crowd(null), 100))).toEqual(new Set([undefined]));
    const told = await codes(new Crowd(null), 11, { hangUp: false });
    expect(told.filter((code) => code !== undefined)).toEqual(['RATE_LIMIT_EXCEEDED']);
  });
});

describe('everybody together', () => {
  it('have so many lines, and the next hears that it is too much', async () => {
    const crowd = new Crowd(null);
    const places = Array.from({ length: 5_000 }, (_, at) => crowd.enter(`10.1.${at >> 8}.${at}`));
    const late = crowd.enter('10.0.0.1');
    await expect(late.admitted()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    late.leave();
    places[0]?.leave();
    await expect(crowd.enter('10.0.0.1').admitted()).resolves.toBeUndefined();
  });
});

describe('a line that asks much', () => {
  it('is read more slowly, and another is not', () => {
    const crowd = new Crowd(new MemoryBuckets(() => 0));
    const rests = Array.from({ length: 700 }, () => crowd.restMs('one'));
    expect(rests.slice(0, 660).every((rest) => rest === 0)).toBe(true);
    expect(rests.at(-1)).toBeGreaterThan(0);
    expect(crowd.restMs('two')).toBe(0);
    expect(new Crowd(null).restMs('one')).toBe(0);
  });
});
