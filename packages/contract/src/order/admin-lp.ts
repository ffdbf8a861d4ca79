/** Providers as administrators see and change them. The LP service carries it out; the audit log of this one keeps who did. */
import { z } from 'zod';
import { decimal, idempotencyKey, IN_TIME, inTime, words } from '../codecs.ts';
import { execution } from '../lp/execution.ts';
import { LpConfigView, LpView, SymbolMappingView } from '../lp/lp.ts';
import { FeedView } from '../lp/market-data.ts';
import { get, mutation, post, query } from '../op.ts';

const nothing = z.strictObject({});
const reason = words(500);
const keyed = { idempotencyKey: idempotencyKey.optional() };
/** By any name: one that nobody has is LP_NOT_FOUND. */
const ofLp = { lp: z.string().max(64) };
const inPath = { lp: 'text' } as const;

const ComparedFill = z.strictObject({
  execId: z.string(),
  orderId: z.string().nullable(),
  symbol: z.string(),
  /** Units of the base currency. */
  qty: decimal,
  price: decimal,
  atMs: z.int(),
});

export const adminLp = {
  status: query({
    needs: 'support',
    input: nothing,
    output: z.strictObject({ lps: z.array(LpView) }),
    errors: [],
    rest: get('/admin/lp-status'),
  }),
  list: query({
    needs: 'support',
    input: nothing,
    output: z.strictObject({ lps: z.array(LpConfigView) }),
    errors: [],
    rest: get('/admin/lps'),
  }),
  get: query({
    needs: 'support',
    input: z.strictObject(ofLp),
    output: LpConfigView,
    errors: ['LP_NOT_FOUND'],
    rest: get('/admin/lps/:lp', inPath),
  }),
  /** A new provider, or all of a known one. What concerns its sessions changes only while they are STOPPED. */
  put: mutation({
    needs: 'admin',
    input: z.strictObject({ ...LpConfigView.shape, reason, ...keyed }),
    output: LpConfigView,
    errors: ['FIX_SESSION_STATE'],
    rest: post('/admin/lps'),
  }),
  /** A provider that is not enabled gets no orders; what is under way goes on. */
  setEnabled: mutation({
    needs: 'admin',
    input: z.strictObject({ ...ofLp, enabled: z.boolean(), reason, ...keyed }),
    output: LpConfigView,
    errors: ['LP_NOT_FOUND'],
    rest: post('/admin/lps/:lp/toggle', inPath),
  }),
  /** All the symbols that the provider trades. */
  setSymbols: mutation({
    needs: 'admin',
    input: z.strictObject({
      ...ofLp,
      symbols: z.array(SymbolMappingView).max(1_000),
      reason,
      ...keyed,
    }),
    output: LpConfigView,
    errors: ['LP_NOT_FOUND'],
    rest: post('/admin/lps/:lp/symbols', inPath),
  }),
  /** How the quotes of every symbol at every provider stand, and why there are none. */
  feeds: query({
    needs: 'support',
    input: nothing,
    output: z.strictObject({ feeds: z.array(FeedView) }),
    errors: [],
    rest: get('/admin/lp-feeds'),
  }),
  /** Our fills beside the provider's own account of them, of a stretch of time: the last day unless said otherwise. */
  compareFills: query({
    needs: 'support',
    input: z.strictObject({ ...ofLp, ...inTime }),
    output: z.strictObject({
      /** False where the provider does not tell its trades. */
      told: z.boolean(),
      /** How many each side has, an hour more at either end. */
      ours: z.int(),
      theirs: z.int(),
      /** NOT_OURS: they have it, we have not. NOT_THEIRS: the other way round. DIFFERENT: in quantity, price or symbol. */
      breaks: z.array(
        z.strictObject({
          kind: z.enum(['NOT_OURS', 'NOT_THEIRS', 'DIFFERENT']),
          execId: z.string(),
          ours: ComparedFill.nullable(),
          theirs: ComparedFill.nullable(),
        }),
      ),
    }),
    errors: ['LP_NOT_FOUND', 'LP_NOT_CONNECTED'],
    rest: get('/admin/lps/:lp/fills', { ...inPath, ...IN_TIME }),
  }),
  /** Asks the provider about every order without an end, and waits for the answers. It takes no new orders meanwhile. */
  reconcile: mutation({
    needs: 'admin',
    input: z.strictObject({ ...ofLp, reason, ...keyed }),
    output: execution.reconcile.output,
    errors: ['LP_NOT_FOUND', 'LP_NOT_CONNECTED'],
    rest: post('/admin/lps/:lp/reconcile', inPath),
  }),
};
