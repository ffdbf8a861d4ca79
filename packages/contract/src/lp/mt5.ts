/** MT5 terminals under login supervision: how each does, what an operator can do, and what an agent reports. */
import { z } from 'zod';
import { instant } from '../codecs.ts';
import { mutation, query } from '../op.ts';
import { act } from './lp.ts';

export const instanceId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
/** A broker's server as the terminal names it, or its address. */
export const server = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._:-]{0,127}$/);
/** The number of the account. JSON only: it is never coerced from text. */
export const login = z.int().positive();
/** Written and never read. */
export const password = z.string().min(1).max(128);
/** SIMULATED is played by the simulator; AGENT is a real terminal with an agent beside it. */
export const terminal = z.enum(['SIMULATED', 'AGENT']);

const status = z.enum([
  'INACTIVE',
  'STARTING',
  'CONNECTING',
  'CONNECTED',
  'BACKOFF',
  'DISCONNECTED',
  'STOPPED',
  'FAILED',
  'UPDATE_REQUIRED',
  'CLOSED',
]);

export const Mt5InstanceView = z.strictObject({
  instanceId: z.string(),
  server: z.string(),
  login: z.int(),
  terminal,
  status,
  connectionState: z.enum(['CONNECTED', 'DISCONNECTED', 'FAILED']),
  /** The space of the last code: the same number means another thing in the other. */
  lastErrorSpace: z.enum(['mt5.login', 'mt5.terminal']).nullable(),
  lastErrorCode: z.int().nullable(),
  loginFailureReason: z.string().nullable(),
  loginAttemptCount: z.int(),
  lastLoginAttempt: instant.nullable(),
  nextRetryAt: instant.nullable(),
  /** By the age of the last heartbeat. */
  health: z.enum(['PASS', 'DEGRADED', 'FAIL']),
  heartbeatAt: instant.nullable(),
  restartCount: z.int(),
  /** These very credentials were refused for good: they are not sent again. */
  credentialsRefused: z.boolean(),
  /** What can be done now. */
  action: z.string(),
  version: z.int(),
});

export const Mt5PolicyView = z.strictObject({
  rows: z.array(
    z.strictObject({
      /** `other`: every code without a row. */
      code: z.union([z.int(), z.literal('other')]),
      reason: z.string(),
      class: z.enum(['client', 'broker', 'infrastructure']),
      action: z.string(),
      /** After each failed attempt but the last, before the spread of ±20 %. */
      delaysMs: z.array(z.int()),
      attemptsMax: z.int(),
      endState: z.enum(['FAILED', 'CLOSED', 'UPDATE_REQUIRED', 'STOPPED']),
      blocksCredentials: z.boolean(),
      alert: z.string(),
      overridden: z.boolean(),
    }),
  ),
});

/** Every change at once; a code that is not named does as the guide says. One that stops at once cannot be changed. */
export const overrides = z
  .array(
    z.strictObject({
      code: z.union([z.int(), z.literal('other')]),
      attemptsMax: z.int().min(1).max(5).optional(),
      delaysMs: z.array(z.int().min(1_000).max(3_600_000)).min(1).max(4).optional(),
    }),
  )
  .max(32);

export const Mt5EventView = z.strictObject({
  seq: z.int(),
  at: instant,
  instanceId: z.string(),
  kind: z.enum(['TRANSITION', 'ALERT']),
  status,
  alert: z.string().nullable(),
  errorSpace: z.enum(['mt5.login', 'mt5.terminal']).nullable(),
  errorCode: z.int().nullable(),
  attempt: z.int(),
  nextRetryAt: instant.nullable(),
});

const id = { instanceId: z.string().max(64) };

/** What it takes to overrule a stop: an administrator, who says why. */
export const forced = {
  /** Lifts a tombstone and every block of credentials. Needs a reason. */
  force: z.boolean().optional(),
};

const STATE = ['MT5_INSTANCE_NOT_FOUND', 'MT5_INSTANCE_STATE'] as const;

export const mt5 = {
  list: query({
    needs: 'service',
    input: z.strictObject({}),
    output: z.array(Mt5InstanceView),
    errors: [],
  }),
  get: query({
    needs: 'service',
    input: z.strictObject(id),
    output: Mt5InstanceView,
    errors: ['MT5_INSTANCE_NOT_FOUND'],
  }),
  /** Made and not started. An account whose tombstone stands is refused, whatever the instance is called. */
  create: mutation({
    needs: 'service',
    input: z.strictObject({
      instanceId,
      server,
      login,
      password,
      terminal: terminal.optional(),
      ...act,
    }),
    output: Mt5InstanceView,
    errors: ['MT5_INSTANCE_STATE'],
  }),
  /** Other credentials begin a new series; server and login change only while it does not run. */
  update: mutation({
    needs: 'service',
    input: z.strictObject({
      ...id,
      server: server.optional(),
      login: login.optional(),
      password: password.optional(),
      ...act,
    }),
    output: Mt5InstanceView,
    errors: STATE,
  }),
  /** Stops it and takes it away. What was refused, and a tombstone, are remembered. */
  remove: mutation({
    needs: 'service',
    input: z.strictObject({ ...id, ...act }),
    output: z.strictObject({ instanceId: z.string() }),
    errors: ['MT5_INSTANCE_NOT_FOUND'],
  }),
  /** With `wait`, answers when the first login has been answered. */
  start: mutation({
    needs: 'service',
    input: z.strictObject({ ...id, ...forced, wait: z.boolean().optional(), ...act }),
    output: Mt5InstanceView,
    errors: [...STATE, 'MT5_LOGIN_FAILED'],
  }),
  stop: mutation({
    needs: 'service',
    input: z.strictObject({ ...id, ...act }),
    output: Mt5InstanceView,
    errors: STATE,
  }),
  /** Forgets the count and the delay, never what was refused: that takes `force`. */
  reset: mutation({
    needs: 'service',
    input: z.strictObject({ ...id, ...forced, ...act }),
    output: Mt5InstanceView,
    errors: STATE,
  }),
  markUpdated: mutation({
    needs: 'service',
    input: z.strictObject({ ...id, ...act }),
    output: Mt5InstanceView,
    errors: STATE,
  }),
  /** A new token for the instance's agent; the old one is worthless at once. It is never shown again. */
  issueAgentToken: mutation({
    needs: 'service',
    input: z.strictObject({ ...id, ...act }),
    output: z.strictObject({ instanceId: z.string(), agentToken: z.string() }),
    errors: ['MT5_INSTANCE_NOT_FOUND'],
  }),
  /** The door of the agents. The answer says what to do now, and when to report next at the latest. */
  report: mutation({
    needs: 'agent',
    input: z.strictObject({
      id: z.string().max(64),
      event: z.enum(['LOGIN_OK', 'LOGIN_FAILED', 'DISCONNECTED', 'HEARTBEAT', 'TRADE_RESULT']),
      /** Of `code`. A trade's code never says anything about a login. */
      space: z.enum(['mt5.login', 'mt5.terminal', 'mt5.trade']).optional(),
      code: z.int().optional(),
      /** Keyed hash of server, login and password, as the agent has them. Always sent by an agent. */
      credentialFingerprint: z.string().max(128).optional(),
    }),
    output: z.strictObject({
      action: z.enum(['LOGIN', 'CONTINUE', 'STOP']),
      delayMs: z.int(),
      status,
    }),
    errors: ['MT5_INSTANCE_NOT_FOUND'],
  }),
  policy: {
    get: query({
      needs: 'service',
      input: z.strictObject({}),
      output: Mt5PolicyView,
      errors: [],
    }),
    put: mutation({
      needs: 'service',
      input: z.strictObject({ overrides, ...act }),
      output: Mt5PolicyView,
      errors: [],
    }),
  },
  /** What happened after a number, held back while there is nothing; without one, only where the numbers stand now. */
  changes: query({
    needs: 'service',
    input: z.strictObject({
      afterSeq: z.int().min(0).optional(),
      instanceId: z.string().max(64).optional(),
      waitMs: z.int().min(0).max(30_000),
      limit: z.int().min(1).max(1_000),
    }),
    output: z.strictObject({ lastSeq: z.int(), events: z.array(Mt5EventView) }),
    errors: [],
  }),
};
