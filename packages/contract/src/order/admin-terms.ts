/** The terms of trade as the broker sets them: groups of accounts, instruments, market hours. */
import { rescaled } from '@faultline/errors';
import { z } from 'zod';
import {
  decimalWith,
  idempotencyKey,
  instant,
  lots,
  percent,
  slug,
  symbolName,
  term,
  words,
} from '../codecs.ts';
import { get, mutation, post, query } from '../op.ts';

const changing = {
  /** The version that the caller saw: a change in between is refused. */
  version: z.int().positive().optional(),
  idempotencyKey: idempotencyKey.optional(),
};

const groupTerms = {
  id: slug,
  name: words(64),
  currency: z.string().regex(/^[A-Z]{3,5}$/),
  maxLeverage: z.int().min(1).max(5_000),
  hedgedMargin: z.enum(['MAX', 'SUM', 'NET']),
  /** Percent. */
  marginCallLevel: percent,
  stopOutLevel: percent,
  stopOutStrategy: z.enum(['MOST_LOSING_FIRST', 'MOST_MARGIN_FIRST']),
  negativeBalanceProtection: z.boolean(),
  maxOpenPositions: z.int().min(0).max(10_000),
  maxPendingOrders: z.int().min(0).max(10_000),
  partialClose: z.boolean(),
  hedging: z.boolean(),
  withdrawalDailyLimit: term,
  withdrawalMonthlyLimit: term,
  /** Up to this amount nobody has to approve; 0 for never. */
  withdrawalAutoApprove: term,
  swapFree: z.boolean(),
};
/** The notional value, in the group's currency, by which longs and shorts of an account may differ; `null` for any. */
const maxExposure = term.nullable();
const GroupView = z.strictObject({ ...groupTerms, maxExposure, version: z.int() });

export const adminGroups = {
  list: query({
    needs: 'support',
    input: z.strictObject({}),
    output: z.array(GroupView),
    errors: [],
    rest: get('/admin/groups'),
  }),
  get: query({
    needs: 'support',
    input: z.strictObject({ groupId: slug }),
    output: GroupView,
    errors: ['NOT_FOUND'],
    rest: get('/admin/groups/:groupId', { groupId: 'text' }),
  }),
  /** Makes a group, or replaces its terms. The currency of one that exists stays. */
  put: mutation({
    needs: 'admin',
    input: z
      .strictObject({ ...groupTerms, maxExposure: maxExposure.optional(), ...changing })
      .refine(
        ({ marginCallLevel: call, stopOutLevel: out }) =>
          (rescaled(call, 2) ?? 0n) >= (rescaled(out, 2) ?? 0n),
        { path: ['stopOutLevel'], error: 'The stop-out level lies above the margin call.' },
      ),
    output: GroupView,
    errors: [],
    rest: post('/admin/groups'),
  }),
};

const tradeMode = z.enum(['FULL', 'LONG_ONLY', 'SHORT_ONLY', 'CLOSE_ONLY', 'DISABLED']);

/** What can be changed while positions are open: nothing that gives a price or a volume another meaning. */
const symbolTerms = {
  description: words(128),
  minVolume: lots,
  maxVolume: lots,
  volumeStep: lots,
  maxTotalVolume: lots.nullable(),
  /** Percent of the full margin. */
  marginRate: percent,
  maxLeverage: z.int().min(1).max(5_000),
  /** Points. */
  stopsLevel: z.int().nonnegative(),
  freezeLevel: z.int().nonnegative(),
  quoteTtlMs: z.int().min(1).max(3_600_000),
  /** Per lot and side. */
  commissionPerLot: percent,
  /** Points per lot and night, or percent a year; negative is charged. */
  swap: z.strictObject({
    mode: z.enum(['POINTS', 'PERCENT', 'NONE']),
    long: decimalWith(2),
    short: decimalWith(2),
    /** Sunday is 0. */
    tripleDay: z.int().min(0).max(6),
  }),
  scheduleId: slug,
};
const SymbolTermsView = z.strictObject({
  symbol: z.string(),
  category: z.string(),
  baseCurrency: z.string(),
  quoteCurrency: z.string(),
  digits: z.int(),
  pipPoints: z.int(),
  contractSize: z.int(),
  calcMode: z.enum(['FOREX', 'CFD', 'CFD_LEVERAGE']),
  tradeMode,
  /** `until` null: until somebody resumes trading. */
  halt: z
    .strictObject({
      reason: z.enum(['SYMBOL_HALTED', 'CIRCUIT_BREAKER']),
      until: instant.nullable(),
    })
    .nullable(),
  ...symbolTerms,
  version: z.int(),
});

const symbol = symbolName;

export const adminSymbols = {
  list: query({
    needs: 'support',
    input: z.strictObject({}),
    output: z.array(SymbolTermsView),
    errors: [],
    rest: get('/admin/symbols'),
  }),
  /** Changes what is given and leaves the rest. */
  update: mutation({
    needs: 'admin',
    input: z.strictObject({ symbol, ...z.strictObject(symbolTerms).partial().shape, ...changing }),
    output: SymbolTermsView,
    errors: ['INVALID_SYMBOL'],
    rest: post('/admin/symbols/update'),
  }),
  setMode: mutation({
    needs: 'admin',
    input: z.strictObject({ symbol, mode: tradeMode, reason: words(500).optional(), ...changing }),
    output: SymbolTermsView,
    errors: ['INVALID_SYMBOL'],
    rest: post('/admin/symbols/mode'),
  }),
  /** DISABLED or FULL. */
  toggle: mutation({
    needs: 'admin',
    input: z.strictObject({ symbol, disabled: z.boolean(), ...changing }),
    output: SymbolTermsView,
    errors: ['INVALID_SYMBOL'],
    rest: post('/admin/symbols/toggle'),
  }),
  /** Nobody opens or closes until the time given, or until trading is resumed. */
  halt: mutation({
    needs: 'admin',
    input: z.strictObject({
      symbol,
      reason: z.enum(['SYMBOL_HALTED', 'CIRCUIT_BREAKER']),
      until: instant.optional(),
      note: words(500).optional(),
      ...changing,
    }),
    output: SymbolTermsView,
    errors: ['INVALID_SYMBOL'],
    rest: post('/admin/symbols/halt'),
  }),
  resume: mutation({
    needs: 'admin',
    input: z.strictObject({ symbol, note: words(500).optional(), ...changing }),
    output: SymbolTermsView,
    errors: ['INVALID_SYMBOL'],
    rest: post('/admin/symbols/resume'),
  }),
};
