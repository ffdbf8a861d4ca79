/** Every code of the catalogue, provoked: the simulator says which calls meet it, and through the real processes they do. */
import { catalogue } from '@faultline/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { http } from './harness/http.ts';
import { Provocation, type Recipe } from './harness/provoked.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

const QUICK = { QUOTE_TTL_MS: '1500', ORDER_TIMEOUT_MS: '800', RECONNECT_INITIAL_MS: '100' };

let system: System;
let known: { recipes: Recipe[] };
beforeAll(async () => {
  system = await startSystem(QUICK);
  const answer = await http(`${system.control}/provoke`);
  known = answer.body as unknown as typeof known;
});
afterAll(async () => {
  await system.stop();
  await removeData(system);
});

/** The recipe's calls and what they were told, in the words of its own expectations. */
async function walk(on: System, recipe: Pick<Recipe, 'code' | 'reason'>): Promise<void> {
  const { recipe: given, told, undone } = await new Provocation(on).carryOut(recipe);
  const expected = [...given.steps, ...(given.undo ?? [])].map(({ expect: wanted }) => wanted);
  const found = [...told, ...undone].map((one, index) => ({ ...one, expected: expected[index] }));
  // With its details, so that a step that fails says why.
  const wrong = found.filter(
    ({ status, code, expected: wanted }) => status !== wanted?.status || code !== wanted.code,
  );
  expect(wrong).toEqual([]);
  expect(told.at(-1)?.code).toBe(recipe.code);
}

describe('every code', () => {
  it('has a recipe', () => {
    const codes = new Set(known.recipes.map(({ code }) => code));
    const missing = Object.keys(catalogue).filter((code) => !codes.has(code));
    expect(missing).toEqual([]);
  });

  it('is met by its recipe through the real processes', async () => {
    const plain = known.recipes.filter(({ note }) => note === undefined);
    expect(plain.length).toBeGreaterThan(30);
    for (const recipe of plain) await walk(system, recipe);
  }, 120_000);

  it.each(['DATABASE_ERROR', 'INTERNAL_ERROR'])(
    '%s is met, by a fault that somebody asked for',
    async (code) => {
      await walk(system, { code });
      expect(known.recipes.find((recipe) => recipe.code === code)?.note).toBeDefined();
    },
  );
});

it.each([
  ['AUTH_EXPIRED', 'tokens last a few seconds', { LOGIN_TOKEN_TTL: '2' }],
  ['RATE_LIMIT_EXCEEDED', 'limits are kept', { RATE_LIMITS: 'guide' }],
])(
  '%s is met where %s',
  async (...[code, , env]) => {
    const other = await startSystem({ ...QUICK, ...env });
    try {
      await walk(other, { code });
      expect(known.recipes.find((recipe) => recipe.code === code)?.note).toBeDefined();
    } finally {
      await other.stop();
      await removeData(other);
    }
  },
  60_000,
);

it('a market is closed in each of the six ways, where the calendar counts', async () => {
  const real = await startSystem({ ...QUICK, MARKET_CALENDAR: 'real' });
  try {
    const states = known.recipes.filter(({ code }) => code === 'MARKET_CLOSED');
    expect(states).toHaveLength(6);
    for (const state of states) {
      const { told } = await new Provocation(real).carryOut(state);
      expect(told.at(-1)).toMatchObject({
        code: 'MARKET_CLOSED',
        details: { reason: state.reason },
      });
    }
  } finally {
    await real.stop();
    await removeData(real);
  }
}, 60_000);
