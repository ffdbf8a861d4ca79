/** FIX sessions as an operator sees them: exact state and numbers, never a secret. */
import { z } from 'zod';
import { instant } from '../codecs.ts';
import { mutation, query } from '../op.ts';

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
  lastError: z.string().nullable(),
});

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
};
