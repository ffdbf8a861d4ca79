/** What an administrator has done at the LP service: what is on record and when, and what a repeat does. */
import { type AnswerOf, lpContract, type LpContract } from '@faultline/contract';
import { type Outcome, raise, refuse } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { adm, type BrokerDesk, openBrokerDesk } from '../../testing/broker-desk.ts';
import { callBy } from '../../testing/desk.ts';
import { type LpDoors, openLpDoors } from '../../testing/lp-doors.ts';
import { type Act, ProviderActs } from './carry-out.ts';

type Reconciled = AnswerOf<LpContract['execution']['reconcile']>;

let desk: BrokerDesk;
let acts: ProviderActs;
let lp: LpDoors;
/** What the LP service does when it is asked. */
let behaviour: () => Promise<Reconciled>;
let sent = 0;
beforeEach(async () => {
  desk = await openBrokerDesk();
  acts = freshActs();
  sent = 0;
  behaviour = done;
  const { reconcile } = lpContract.execution;
  lp = await openLpDoors(
    { execution: { reconcile } },
    {
      execution: {
        reconcile: async () => {
          sent += 1;
          return behaviour();
        },
      },
    },
  );
});
afterEach(async () => {
  await lp.close();
  await desk.closeSoundly();
});

/** A process that knows nothing of what was under way in another one. */
const freshActs = () => new ProviderActs({ store: desk.store, now: () => desk.clock.nowMs });

const DONE: Reconciled = { resolved: ['ORD-1'], stillInDoubt: [] };
const done = async () => DONE;
const { output } = lpContract.execution.reconcile;
type Asked = Act<'LP_NOT_FOUND' | 'LP_NOT_CONNECTED', z.input<typeof output>, typeof output>;

const act = (more: Partial<Asked> = {}): Asked => ({
  path: 'admin.lp.reconcile',
  target: 'lp:YOFX',
  reason: 'To be sure',
  input: { idempotencyKey: 'key-reconcile-1' },
  codes: ['LP_NOT_FOUND', 'LP_NOT_CONNECTED'],
  send: async (o) => lp.client.execution.reconcile.mutate({ lp: 'YOFX' }, o),
  output,
  trail: (after) => ({ after }),
  ...more,
});

const carryOut = async (asked: Asked, by = acts) => {
  const { call, meta } = callBy(adm);
  return { answer: await by.carryOut(asked, call), meta: meta() };
};
const trail = async () => {
  const entries = await desk.store.pages.audit({ after: null, limit: 100 });
  return entries.map(({ action, after }) => ({ action, after })).toReversed();
};
const failing = (code: 'LP_NOT_FOUND' | 'LP_NOT_CONNECTED', outcome: Outcome) => async () => {
  const refusal =
    code === 'LP_NOT_FOUND'
      ? refuse(code, { lp: 'YOFX' })
      : refuse(code, { lp: 'YOFX', lastConnected: null });
  throw raise(refusal, { outcome });
};

describe('an act at the LP service', () => {
  it('is intended on record before the LP service hears of it, and done on record afterwards', async () => {
    let seen: unknown;
    behaviour = async () => {
      seen = await trail();
      return DONE;
    };
    expect(await carryOut(act())).toMatchObject({ answer: DONE });
    const intended = { action: 'admin.lp.reconcile.intended', after: {} };
    expect(seen).toEqual([intended]);
    expect(await trail()).toEqual([intended, { action: 'admin.lp.reconcile', after: DONE }]);
  });

  it('that fails is on record with its code and what is known of its outcome', async () => {
    behaviour = failing('LP_NOT_FOUND', 'NOT_APPLIED');
    await expect(carryOut(act())).rejects.toMatchObject({ code: 'LP_NOT_FOUND' });
    expect((await trail()).at(-1)).toEqual({
      action: 'admin.lp.reconcile.failed',
      after: { code: 'LP_NOT_FOUND', outcome: 'NOT_APPLIED' },
    });
  });

  it('that the books cannot keep was applied all the same, and its intention is on record', async () => {
    const { store } = desk;
    const failingStore: Pick<typeof store, 'commit'> = {
      commit: async (wanted, decide) => {
        if (sent === 0) return store.commit(wanted, decide);
        throw raise(refuse('DATABASE_ERROR', { operation: 'TRANSACTION', errorId: 'err_1' }));
      },
    };
    const own = new ProviderActs({ store: failingStore, now: () => desk.clock.nowMs });
    await expect(carryOut(act(), own)).rejects.toMatchObject({
      code: 'DATABASE_ERROR',
      outcome: 'APPLIED',
    });
    expect(await trail()).toMatchObject([{ action: 'admin.lp.reconcile.intended' }]);
  });
});

describe('the same key', () => {
  it('does it once, and is told the same again', async () => {
    await carryOut(act());
    const again = await carryOut(act());
    expect([again, sent]).toMatchObject([{ answer: DONE, meta: { replayed: true } }, 1]);
    expect(await trail()).toHaveLength(2);
    const input = { idempotencyKey: 'key-reconcile-1', lp: 'OANDA' };
    await expect(carryOut(act({ input }))).rejects.toMatchObject({
      code: 'DUPLICATE_REQUEST',
      details: { reason: 'KEY_REUSED' },
    });
  });

  it('while it is under way waits for the same answer', async () => {
    const both = await Promise.all([carryOut(act()), carryOut(act())]);
    expect(both).toMatchObject([{ answer: DONE }, { answer: DONE, meta: { replayed: true } }]);
    expect(sent).toBe(1);
  });

  it('of a refusal is refused again, and of one that only says "not now" is tried again', async () => {
    behaviour = failing('LP_NOT_FOUND', 'NOT_APPLIED');
    await expect(carryOut(act())).rejects.toBeDefined();
    behaviour = done;
    await expect(carryOut(act())).rejects.toMatchObject({ code: 'LP_NOT_FOUND' });
    const other = { input: { idempotencyKey: 'key-reconcile-2' }, once: true } as const;
    behaviour = failing('LP_NOT_CONNECTED', 'NOT_APPLIED');
    await expect(carryOut(act(other))).rejects.toMatchObject({ code: 'LP_NOT_CONNECTED' });
    behaviour = done;
    expect(await carryOut(act(other))).toMatchObject({ answer: DONE });
  });

  it('of an act without a known end does it again only where that changes nothing', async () => {
    behaviour = failing('LP_NOT_CONNECTED', 'UNKNOWN');
    await expect(carryOut(act())).rejects.toMatchObject({ outcome: 'UNKNOWN' });
    const reset = { input: { idempotencyKey: 'key-reset-1' }, once: true } as const;
    await expect(carryOut(act(reset))).rejects.toMatchObject({ outcome: 'UNKNOWN' });
    behaviour = done;
    expect(await carryOut(act(), freshActs())).toMatchObject({ answer: DONE });
    await expect(carryOut(act(reset), freshActs())).rejects.toMatchObject({
      code: 'DUPLICATE_REQUEST',
      details: { reason: 'IN_PROGRESS' },
    });
  });

  it('keeps no answer that is a secret', async () => {
    behaviour = async () => ({ resolved: ['canary-token'], stillInDoubt: [] });
    await carryOut(act({ secret: true, trail: () => ({}) }));
    const key = { scope: 'user_admin:0:admin.lp.reconcile', key: 'key-reconcile-1' };
    expect((await desk.store.read({ key })).remembered).toBeNull();
    expect(JSON.stringify(await trail())).not.toContain('canary-token');
  });
});
