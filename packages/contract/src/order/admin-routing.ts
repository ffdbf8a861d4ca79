/** Where orders go: the first enabled rule that matches decides, without one the account does. */
import { z } from 'zod';
import { idempotencyKey, lots, oneLine, serialId, side, slug, symbolName } from '../codecs.ts';
import { get, mutation, post, query } from '../op.ts';

const names = z.array(slug).min(1).max(100);
const book = z.enum(['A', 'B']);

/** Every part that is given must hold; an absent one holds always. */
const condition = z.strictObject({
  groups: names.optional(),
  accounts: z.array(serialId).min(1).max(1_000).optional(),
  symbols: z.array(symbolName).min(1).max(200).optional(),
  categories: z
    .array(z.enum(['FOREX', 'METAL', 'INDEX', 'ENERGY', 'CRYPTO', 'CFD']))
    .min(1)
    .optional(),
  minVolume: lots.optional(),
  maxVolume: lots.optional(),
  side: side.optional(),
  isDemo: z.boolean().optional(),
});

const rule = {
  id: slug,
  enabled: z.boolean(),
  when: condition,
  note: oneLine(500),
};
/** `lps` null: the account's own. */
const route = { book, lps: names.nullable() };
/** How much of what our own book takes the house covers on its hedge account; to a provider nothing. */
const hedgePercent = z.int().min(0).max(100);
const RuleView = z.strictObject({
  ...rule,
  route: z.strictObject({ ...route, hedgePercent }),
  position: z.int(),
  version: z.int(),
});
const keyed = { idempotencyKey: idempotencyKey.optional() };

export const adminRouting = {
  /** In the order in which they are tried. */
  list: query({
    needs: 'support',
    input: z.strictObject({}),
    output: z.array(RuleView),
    errors: [],
    rest: get('/api/routing/rules'),
  }),
  /**
   * Makes a rule, the last to be tried, or replaces one where it stands. One that covers needs a hedge account
   * (`admin.config`), and says with `isDemo` which kind of accounts it is for: that account's.
   */
  put: mutation({
    needs: 'admin',
    input: z.strictObject({
      ...rule,
      /** Without a percentage nothing is covered. */
      route: z.strictObject({ ...route, hedgePercent: hedgePercent.optional() }),
      version: z.int().positive().optional(),
      ...keyed,
    }),
    output: RuleView,
    errors: [],
    rest: post('/api/routing/rules'),
  }),
  remove: mutation({
    needs: 'admin',
    input: z.strictObject({ id: slug, ...keyed }),
    output: z.array(RuleView),
    errors: ['NOT_FOUND'],
    rest: post('/api/routing/rules/remove'),
  }),
  /** All rules, each once, in the order in which they are to be tried. */
  reorder: mutation({
    needs: 'admin',
    input: z.strictObject({ ids: z.array(slug).min(1).max(1_000), ...keyed }),
    output: z.array(RuleView),
    errors: [],
    rest: post('/api/routing/rules/reorder'),
  }),
  /** Where an order would go now, and which rule says so. */
  preview: query({
    needs: 'support',
    input: z.strictObject({ accountId: serialId, symbol: symbolName, side, volume: lots }),
    output: z.strictObject({
      book,
      lps: z.array(z.string()),
      hedgePercent,
      ruleId: z.string().nullable(),
    }),
    errors: ['ACCOUNT_NOT_FOUND', 'INVALID_SYMBOL'],
    rest: get('/api/routing/preview', {
      accountId: 'integer',
      symbol: 'text',
      side: 'text',
      volume: 'decimal',
    }),
  }),
};
