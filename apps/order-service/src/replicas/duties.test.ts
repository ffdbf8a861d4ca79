/** A process leads, and does what a leader does, or leaves both to another. */
import { describe, expect, it } from 'vitest';
import { Duties } from './duties.ts';

const quiet = { info: () => undefined, error: () => undefined };

describe('the duties of a leader', () => {
  it('are begun with the term and ended with it, never two at a time', async () => {
    const said: string[] = [];
    const duties = new Duties({
      begin: async ({ number }) => {
        said.push(`begin ${number}`);
        return async () => void said.push(`end ${number}`);
      },
      onUnable: () => said.push('unable'),
      log: quiet,
    });
    duties.lead(1);
    duties.retire();
    duties.lead(2);
    await duties.settled();
    expect(said).toEqual(['begin 2']);
    duties.retire();
    duties.lead(3);
    await duties.settled();
    expect(said).toEqual(['begin 2', 'end 2', 'begin 3']);
  });

  it('that cannot be begun are left to another, and may be begun again', async () => {
    let isWell = false;
    const resigned: number[] = [];
    const duties: Duties = new Duties({
      begin: async () => {
        if (!isWell) throw new Error('the books cannot be read');
        return async () => undefined;
      },
      onUnable: () => {
        resigned.push(1);
        duties.retire();
      },
      log: quiet,
    });
    duties.lead(1);
    await duties.settled();
    expect([resigned.length, duties.isLeading]).toEqual([1, false]);
    isWell = true;
    duties.lead(2);
    await duties.settled();
    expect([resigned.length, duties.isLeading]).toEqual([1, true]);
  });
});
