/** MT5 terminals for support and administrators; every call goes on to the LP service. A password goes in and never out. */
import { z } from 'zod';
import { idempotencyKey, words } from '../codecs.ts';
import {
  forced,
  instanceId,
  login,
  Mt5EventView,
  Mt5InstanceView,
  Mt5PolicyView,
  overrides,
  password,
  server,
  terminal,
} from '../lp/mt5.ts';
import { get, mutation, patch, post, put, query, remove, subscription } from '../op.ts';

const id = { instanceId: z.string().max(64) };
/** Kept in the audit log. */
const reason = words(500);
const why = { reason: reason.optional() };
const keyed = { ...why, idempotencyKey: idempotencyKey.optional() };
const INSTANCES = '/admin/mt5/instances';
const ONE = `${INSTANCES}/:instanceId`;
const inPath = { instanceId: 'text' } as const;

const STATE = ['MT5_INSTANCE_NOT_FOUND', 'MT5_INSTANCE_STATE'] as const;

const instances = {
  list: query({
    needs: 'support',
    input: z.strictObject({}),
    output: z.array(Mt5InstanceView),
    errors: [],
    rest: get(INSTANCES),
  }),
  get: query({
    needs: 'support',
    input: z.strictObject(id),
    output: Mt5InstanceView,
    errors: ['MT5_INSTANCE_NOT_FOUND'],
    rest: get(ONE, inPath),
  }),
  /** Made and not started. */
  create: mutation({
    needs: 'admin',
    input: z.strictObject({
      instanceId,
      server,
      login,
      password,
      terminal: terminal.optional(),
      ...keyed,
    }),
    output: Mt5InstanceView,
    errors: ['MT5_INSTANCE_STATE'],
    rest: post(INSTANCES),
  }),
  /** New credentials begin a new series; server and login change only while it does not run. */
  update: mutation({
    needs: 'admin',
    input: z.strictObject({
      ...id,
      server: server.optional(),
      login: login.optional(),
      password: password.optional(),
      ...keyed,
    }),
    output: Mt5InstanceView,
    errors: STATE,
    rest: patch(ONE, inPath),
  }),
  /** Stops it and takes it away; a tombstone stays. */
  remove: mutation({
    needs: 'admin',
    input: z.strictObject({ ...id, ...keyed }),
    output: z.strictObject({ instanceId: z.string() }),
    errors: ['MT5_INSTANCE_NOT_FOUND'],
    rest: remove(ONE, inPath),
  }),
  /** With `wait`, answers when the first login has been answered. `force` needs a reason. */
  start: mutation({
    needs: 'admin',
    input: z.strictObject({ ...id, ...forced, wait: z.boolean().optional(), ...keyed }),
    output: Mt5InstanceView,
    errors: [...STATE, 'MT5_LOGIN_FAILED'],
    rest: post(`${ONE}/start`, inPath),
  }),
  stop: mutation({
    needs: 'admin',
    input: z.strictObject({ ...id, ...keyed }),
    output: Mt5InstanceView,
    errors: STATE,
    rest: post(`${ONE}/stop`, inPath),
  }),
  /** Forgets the count and the delay, never what was refused: that takes `force` and a reason. */
  reset: mutation({
    needs: 'admin',
    input: z.strictObject({ ...id, ...forced, ...keyed }),
    output: Mt5InstanceView,
    errors: STATE,
    rest: post(`${ONE}/reset`, inPath),
  }),
  /** The terminal was updated: it may be started again. */
  markUpdated: mutation({
    needs: 'admin',
    input: z.strictObject({ ...id, ...keyed }),
    output: Mt5InstanceView,
    errors: STATE,
    rest: post(`${ONE}/updated`, inPath),
  }),
  /** For the agent beside the terminal. It is never shown again: kept under no key, and a second call makes another one. */
  issueAgentToken: mutation({
    needs: 'admin',
    input: z.strictObject({ ...id, ...why }),
    output: z.strictObject({ instanceId: z.string(), agentToken: z.string() }),
    errors: ['MT5_INSTANCE_NOT_FOUND'],
    rest: post(`${ONE}/agent-token`, inPath),
  }),
};

export const adminMt5 = {
  instances,
  policy: {
    get: query({
      needs: 'support',
      input: z.strictObject({}),
      output: Mt5PolicyView,
      errors: [],
      rest: get('/admin/mt5/policy'),
    }),
    put: mutation({
      needs: 'admin',
      input: z.strictObject({ overrides, ...keyed }),
      output: Mt5PolicyView,
      errors: [],
      rest: put('/admin/mt5/policy'),
    }),
  },
  /** Transitions and alerts as they happen, after `lastEventSeq` where one is given. */
  events: subscription({
    needs: 'support',
    input: z.strictObject({
      instanceId: z.string().max(64).optional(),
      lastEventSeq: z.int().min(0).optional(),
    }),
    output: Mt5EventView,
    errors: [],
    rest: get('/admin/mt5/events', { instanceId: 'text', lastEventSeq: 'integer' }),
  }),
};
