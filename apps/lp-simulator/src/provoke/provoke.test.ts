/** What `POST /provoke` understands, and that every recipe is one that the simulator itself can prepare. */
import { describe, expect, it } from 'vitest';
import { parseBehaviour } from '../behaviours/parse.ts';
import { Floor } from '../testing/floor.ts';
import { parseProvoke, recipes } from './provoke.ts';

const NOW_MS = Date.UTC(2026, 10, 21);

describe('every recipe', () => {
  it.each(recipes(NOW_MS))('$code $reason ends with its code', ({ code, behaviours, steps }) => {
    expect(steps.at(-1)?.expect.code).toBe(code);
    for (const behaviour of behaviours ?? []) {
      expect(parseBehaviour(behaviour)).toMatchObject({ kind: 'behaviour' });
    }
  });

  it('is for another code or reason than the others', () => {
    const names = recipes(NOW_MS).map(({ code, reason = '' }) => `${code} ${reason}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('a request to provoke', () => {
  it.each([
    [{ code: 'ORDER_REJECTED' }, 'LP_LIMIT'],
    [{ code: 'ORDER_REJECTED', reason: 'TOO_LATE' }, 'TOO_LATE'],
  ])('%j finds a recipe', (body, reason) => {
    expect(parseProvoke(body, NOW_MS)).toMatchObject({ kind: 'recipe', recipe: { reason } });
  });

  it.each([
    [null, 'body'],
    [{}, 'code'],
    [{ code: 'NO_SUCH_CODE' }, 'code'],
    [{ code: 'constructor' }, 'code'],
    [{ code: 'ORDER_REJECTED', reason: 'BAD_MOOD' }, 'reason'],
    [{ code: 'ORDER_REJECTED', mood: 'bad' }, 'mood'],
  ])('%j is refused', (body, field) => {
    expect(parseProvoke(body, NOW_MS)).toMatchObject({ kind: 'refused', field });
  });

  it('sets the behaviours that the recipe needs', async () => {
    const floor = await Floor.open();
    const { status, body } = await floor.api.post('/provoke', { code: 'PRICE_CHANGED' });
    expect([status, body]).toMatchObject([
      200,
      { code: 'PRICE_CHANGED', steps: [{ method: 'POST', expect: { status: 409 } }] },
    ]);
    expect((await floor.api.get('/behaviours')).body).toMatchObject([{ mode: 'requote' }]);
    await floor.close();
  });
});
