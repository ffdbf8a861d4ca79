/** FIX sessions as administrators see and move them. The LP service carries it out; the audit log keeps who did, and why. */
import { z } from 'zod';
import { idempotencyKey, symbolName, words } from '../codecs.ts';
import { fix, FixSessionView, MessageView, resetMode, ResetView } from '../lp/fix.ts';
import { marketData } from '../lp/market-data.ts';
import { get, mutation, post, query, subscription } from '../op.ts';

const sessionId = z.string().max(64);
const reason = words(500);
const keyed = { idempotencyKey: idempotencyKey.optional() };
/** Why, where somebody wants to say it. */
const session = z.strictObject({ sessionId, reason: reason.optional(), ...keyed });
const inPath = { sessionId: 'text' } as const;
const ofFeeds = {
  lp: z.string().max(64),
  symbols: z.array(symbolName).min(1).max(100),
  reason: reason.optional(),
  ...keyed,
};

export const adminFix = {
  list: query({
    needs: 'support',
    input: z.strictObject({}),
    output: z.strictObject({ sessions: z.array(FixSessionView) }),
    errors: [],
    rest: get('/admin/fix/status'),
  }),
  get: query({
    needs: 'support',
    input: z.strictObject({ sessionId }),
    output: FixSessionView,
    errors: ['FIX_SESSION_NOT_FOUND'],
    rest: get('/admin/fix/sessions/:sessionId', inPath),
  }),
  connect: mutation({
    needs: 'admin',
    input: session,
    output: FixSessionView,
    errors: ['FIX_SESSION_NOT_FOUND', 'FIX_SESSION_STATE'],
    rest: post('/admin/fix/connect'),
  }),
  disconnect: mutation({
    needs: 'admin',
    input: session,
    output: FixSessionView,
    errors: ['FIX_SESSION_NOT_FOUND', 'FIX_SESSION_STATE'],
    rest: post('/admin/fix/disconnect'),
  }),
  /** Wants quotes of these symbols, now and after every logon. */
  subscribe: mutation({
    needs: 'admin',
    input: z.strictObject(ofFeeds),
    output: marketData.subscribe.output,
    errors: ['LP_NOT_FOUND', 'LP_NOT_CONNECTED', 'INVALID_SYMBOL'],
    rest: post('/admin/fix/subscribe'),
  }),
  unsubscribe: mutation({
    needs: 'admin',
    input: z.strictObject(ofFeeds),
    output: marketData.unsubscribe.output,
    errors: ['LP_NOT_FOUND', 'LP_NOT_CONNECTED', 'INVALID_SYMBOL'],
    rest: post('/admin/fix/unsubscribe'),
  }),
  /**
   * Sets the numbers by hand. With `dryRun` it only says what that would do: messages that could never be resent any more,
   * and orders of which nothing was heard. Otherwise refused unless the session is STOPPED, or `mode` is RESET_ON_LOGON: then both
   * numbers start again, with ResetSeqNumFlag(141), at the next logon.
   */
  resetSequence: mutation({
    needs: 'admin',
    input: z.strictObject({
      sessionId,
      nextOut: z.int().positive().optional(),
      nextIn: z.int().positive().optional(),
      /** SET unless said otherwise. */
      mode: resetMode.optional(),
      dryRun: z.boolean(),
      reason,
      ...keyed,
    }),
    output: ResetView,
    errors: ['FIX_SESSION_NOT_FOUND', 'FIX_SESSION_STATE'],
    rest: post('/admin/fix/reset-sequence'),
  }),
  /** Stored messages, newest first; secrets are masked. The next page is asked for by `beforeId`. */
  messages: query({
    needs: 'support',
    input: fix.messages.input,
    output: z.strictObject({ messages: z.array(MessageView) }),
    errors: ['FIX_SESSION_NOT_FOUND'],
    rest: get('/admin/fix/sessions/:sessionId/messages', {
      ...inPath,
      direction: 'text',
      msgType: 'text',
      fromMs: 'integer',
      toMs: 'integer',
      reference: 'text',
      beforeId: 'integer',
      limit: 'integer',
    }),
  }),
  /** Changes of status as they happen; begins with the status of every session that is asked for. */
  events: subscription({
    needs: 'support',
    input: z.strictObject({ sessionId: sessionId.optional() }),
    output: FixSessionView,
    errors: ['FIX_SESSION_NOT_FOUND'],
    rest: get('/admin/fix/events', { sessionId: 'text' }),
  }),
};
