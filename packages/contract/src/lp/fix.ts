/** FIX sessions as an operator sees them: exact state and numbers, never a secret. */
import { z } from 'zod';
import { instant } from '../codecs.ts';
import { mutation, query, subscription } from '../op.ts';
import { act } from './lp.ts';

const FIX_STATUSES = [
  'STOPPED',
  'CONNECTING',
  'LOGON_SENT',
  'SYNCING',
  'LOGGED_ON',
  'SUSPECT',
  'LOGOUT',
  'RECONNECT_WAIT',
  'WAITING_FOR_SESSION',
  'SEQUENCE_ERROR',
  'AUTH_FAILED',
] as const;

export const FixSessionView = z.strictObject({
  id: z.string(),
  lp: z.string(),
  purpose: z.enum(['ORDERS', 'QUOTES']),
  status: z.enum(FIX_STATUSES),
  connected: z.boolean(),
  senderCompId: z.string(),
  targetCompId: z.string(),
  nextOutSeq: z.int(),
  nextInSeq: z.int(),
  lastConnected: instant.nullable(),
  /** Somebody wants both numbers to start again with the next logon. */
  resetAtLogon: z.boolean(),
  lastError: z.string().nullable(),
});

const SeqNumbers = z.strictObject({ nextOut: z.int(), nextIn: z.int() });

/** What setting the numbers changes, and what would be lost by it. */
export const ResetView = z.strictObject({
  before: SeqNumbers,
  after: SeqNumbers,
  /** Messages of ours that could never be resent any more. */
  lost: z.array(
    z.strictObject({ seq: z.int(), msgType: z.string(), clOrdId: z.string().nullable() }),
  ),
  /** Received numbers that would be passed over, or come again. */
  incoming: z
    .strictObject({
      kind: z.enum(['skipped', 'repeated']),
      fromSeq: z.int(),
      toSeq: z.int(),
    })
    .nullable(),
  /** ClOrdIDs of orders of which nothing was heard. */
  inDoubt: z.array(z.string()),
});

export const MessageView = z.strictObject({
  /** The cursor of the next page. */
  id: z.int(),
  sessionId: z.string(),
  direction: z.enum(['IN', 'OUT']),
  seq: z.int(),
  msgType: z.string(),
  sendingTimeMs: z.int(),
  /** `|` for the delimiter; secrets are masked. */
  text: z.string(),
});

/**
 * SET: now, and only while the session is STOPPED. RESET_ON_LOGON: the next Logon(A) carries ResetSeqNumFlag(141), whatever the
 * session does meanwhile, and both sides begin at 1.
 */
export const resetMode = z.enum(['SET', 'RESET_ON_LOGON']);

const session = z.strictObject({ sessionId: z.string().max(64) });

export const fix = {
  list: query({
    needs: 'service',
    input: z.strictObject({}),
    output: z.array(FixSessionView),
    errors: [],
  }),
  /** Wants the session up: it connects now and again whenever the line is lost. */
  connect: mutation({
    needs: 'service',
    input: session,
    output: FixSessionView,
    errors: ['FIX_SESSION_NOT_FOUND', 'FIX_SESSION_STATE'],
  }),
  /** Wants the session down: it logs out and stays away until somebody connects it. */
  disconnect: mutation({
    needs: 'service',
    input: session,
    output: FixSessionView,
    errors: ['FIX_SESSION_NOT_FOUND', 'FIX_SESSION_STATE'],
  }),
  get: query({
    needs: 'service',
    input: session,
    output: FixSessionView,
    errors: ['FIX_SESSION_NOT_FOUND'],
  }),
  /** Sets the numbers by hand, with `dryRun` only says what that would do. Refused unless the session is STOPPED. */
  resetSequence: mutation({
    needs: 'service',
    input: z.strictObject({
      sessionId: z.string().max(64),
      nextOut: z.int().positive().optional(),
      nextIn: z.int().positive().optional(),
      /** SET unless said otherwise. */
      mode: resetMode.optional(),
      dryRun: z.boolean(),
      ...act,
    }),
    output: ResetView,
    errors: ['FIX_SESSION_NOT_FOUND', 'FIX_SESSION_STATE'],
  }),
  /** Stored messages, newest first. */
  messages: query({
    needs: 'service',
    input: z.strictObject({
      sessionId: z.string().max(64),
      direction: z.enum(['IN', 'OUT']).optional(),
      msgType: z.string().max(2).optional(),
      fromMs: z.int().optional(),
      toMs: z.int().optional(),
      /** The whole value of some field: a ClOrdID, an OrderID, a symbol. */
      reference: z.string().min(1).max(64).optional(),
      beforeId: z.int().optional(),
      limit: z.int().positive().max(1_000),
    }),
    output: z.array(MessageView),
    errors: ['FIX_SESSION_NOT_FOUND'],
  }),
  /** Changes of status as they happen; begins with the status of every session that is asked for. */
  events: subscription({
    needs: 'service',
    input: z.strictObject({ sessionId: z.string().max(64).optional() }),
    output: FixSessionView,
    errors: ['FIX_SESSION_NOT_FOUND'],
  }),
};
