/** Liquidity providers: how they are configured, how they do, and whether they can take an order now. */
import { z } from 'zod';
import { decimal, instant } from '../codecs.ts';
import { mutation, query } from '../op.ts';

export const LpView = z.strictObject({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  /** True while it takes orders: the order session is logged on, and every order of before is accounted for. */
  connected: z.boolean(),
  lastConnected: instant.nullable(),
  lastQuoteTime: instant.nullable(),
  /** OPEN: it did not answer, and gets no orders for a while. HALF_OPEN: one order tries. */
  breaker: z.enum(['CLOSED', 'OPEN', 'HALF_OPEN']),
  /** Of its latest orders: shares from 0 to 1, and milliseconds to the first word; `null` while there is nothing to say. */
  health: z.strictObject({
    fillRate: z.number().nullable(),
    rejectRate: z.number().nullable(),
    latencyP50Ms: z.number().nullable(),
    latencyP95Ms: z.number().nullable(),
  }),
  sessions: z.array(z.string()),
});

const lpId = z.string().regex(/^[A-Z0-9_-]{1,32}$/);
/** What goes into a field of a message: printable, without the delimiter and without a space. */
const fieldText = z.string().regex(/^[\x21-\x7e]{1,64}$/);

export const SymbolMappingView = z.strictObject({
  /** Our name. */
  symbol: z.string().regex(/^[A-Za-z0-9._-]{1,32}$/),
  /** Theirs. */
  lpSymbol: fieldText,
  /** Digits of their prices. */
  digits: z.int().min(0).max(10),
  /** Our units in one of theirs: 1, or 1000 for a provider that counts in thousands. */
  volumeFactor: decimal,
});

const SessionNames = z.strictObject({
  id: fieldText,
  senderCompId: fieldText,
  targetCompId: fieldText,
});

export const LpConfigView = z.strictObject({
  id: lpId,
  name: z.string().min(1).max(64),
  enabled: z.boolean(),
  /** Where its FIX acceptor listens; `null` for the one that the environment names. Must be on the list of hosts. */
  address: z
    .strictObject({ host: z.string().min(1).max(253), port: z.int().min(1).max(65_535) })
    .nullable(),
  orders: SessionNames,
  quotes: SessionNames,
  symbols: z.array(SymbolMappingView).max(1_000),
  /** What it understands beyond the common messages. */
  dialect: z.strictObject({
    massStatus: z.boolean(),
    tradeCapture: z.boolean(),
    nextExpectedMsgSeqNum: z.boolean(),
    heartBtIntSec: z.int().min(0).max(600),
  }),
  marketDepth: z.int().min(0).max(10),
  mdUpdateType: z.int().min(0).max(1),
});

/** Who does it, and why: kept for ever. */
export const act = {
  actor: z.string().min(1).max(128),
  reason: z.string().min(1).max(512),
};

const ofLp = { lp: z.string().max(64) };

export const lp = {
  status: query({
    needs: 'service',
    input: z.strictObject({}),
    output: z.strictObject({ lps: z.array(LpView) }),
    errors: [],
  }),
  list: query({
    needs: 'service',
    input: z.strictObject({}),
    output: z.array(LpConfigView),
    errors: [],
  }),
  get: query({
    needs: 'service',
    input: z.strictObject(ofLp),
    output: LpConfigView,
    errors: ['LP_NOT_FOUND'],
  }),
  /** A new provider, or all of a known one. What concerns its sessions changes only while they are STOPPED. */
  put: mutation({
    needs: 'service',
    input: z.strictObject({ ...LpConfigView.shape, ...act }),
    output: LpConfigView,
    errors: ['FIX_SESSION_STATE'],
  }),
  /** A provider that is not enabled gets no orders; what is under way goes on. */
  setEnabled: mutation({
    needs: 'service',
    input: z.strictObject({ ...ofLp, enabled: z.boolean(), ...act }),
    output: LpConfigView,
    errors: ['LP_NOT_FOUND'],
  }),
  /** All the symbols that the provider trades. */
  mapSymbols: mutation({
    needs: 'service',
    input: z.strictObject({ ...ofLp, symbols: z.array(SymbolMappingView).max(1_000), ...act }),
    output: LpConfigView,
    errors: ['LP_NOT_FOUND'],
  }),
};
