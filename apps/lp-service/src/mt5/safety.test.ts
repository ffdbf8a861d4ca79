/** What must hold whatever fails: refused credentials stay refused, a count is never lost, servers are not stormed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fail } from '@faultline/errors';
import { loginFailure, Mt5Desk } from '../testing/mt5-desk.ts';
import { createLogger } from '@faultline/service';
import { report } from './report.ts';
import { safeStep } from './safe-step.ts';
import type { Happened } from './supervisor.ts';

let desk: Mt5Desk;
beforeEach(async () => {
  desk = await new Mt5Desk().open();
});
afterEach(() => desk.close());

/** As an agent would: answered by a person with the service's own token. */
async function told(event: 'TRADE_RESULT' | 'LOGIN_FAILED', code: number) {
  const { supervisor, secrets, clock } = desk;
  const space = event === 'TRADE_RESULT' ? 'mt5.trade' : 'mt5.login';
  const handler = report({ supervisor, secrets, now: clock.now });
  const call = { caller: { kind: 'service' }, fail } as unknown as Parameters<typeof handler>[1];
  return handler({ id: 'mt5-1', event, space, code }, call);
}

describe('the same number in two spaces', () => {
  it('lets an instance run as the code of a trade, and stops it as the code of a login', async () => {
    await desk.add('mt5-1');
    await desk.start('mt5-1');
    expect(await told('TRADE_RESULT', 10_009)).toMatchObject({ action: 'CONTINUE' });
    expect(desk.state('mt5-1')).toMatchObject({ status: 'CONNECTED', lastFailure: null });
    expect(await told('LOGIN_FAILED', 10_009)).toMatchObject({ action: 'STOP', status: 'FAILED' });
    expect(desk.state('mt5-1').lastFailure).toEqual(loginFailure(10_009));
  });
});

describe('refused credentials', () => {
  it('are not sent again by a start, a reset, a kill, or under another name', async () => {
    desk.script.set('mt5-1', [10_015]);
    await desk.add('mt5-1');
    await desk.start('mt5-1');
    const sent = desk.attempts.length;
    for (const kind of ['reset', 'start', 'reset', 'start'] as const) {
      await desk.supervisor.act('mt5-1', { kind });
      await desk.reopen();
    }
    expect(desk.attempts).toHaveLength(sent);
    expect(desk.state('mt5-1').status).not.toBe('CONNECTED');
  });

  it('are sent again when an administrator has given a reason', async () => {
    desk.script.set('mt5-1', [10_015, 0]);
    await desk.add('mt5-1');
    await desk.start('mt5-1');
    const clear: Happened = { kind: 'adminClear', reason: 'unlocked by the broker' };
    await desk.supervisor.act('mt5-1', clear);
    await desk.start('mt5-1');
    expect(desk.state('mt5-1').status).toBe('CONNECTED');
  });
});

describe('a permanent stop', () => {
  const closed = async () => {
    desk.script.set('mt5-1', [10_012]);
    await desk.add('mt5-1');
    await desk.start('mt5-1');
    expect(desk.state('mt5-1').status).toBe('CLOSED');
  };
  const answers = async (event: Happened) => desk.supervisor.act('mt5-1', event);

  it('is left by no login, and the answers of one that was under way call nobody', async () => {
    await closed();
    await answers({ kind: 'loginFailed', failure: loginFailure(10_012) });
    await answers({ kind: 'loginOk' });
    await desk.pass(86_400_000);
    expect([desk.attempts.length, desk.loginsAfterStop]).toEqual([1, 0]);
  });

  it.each<Happened>([{ kind: 'loginOk' }, { kind: 'loginFailed', failure: loginFailure(10_012) }])(
    'that a terminal does not obey is told: $kind, long after',
    async (event) => {
      await closed();
      await desk.pass(60_001);
      await answers(event);
      expect([desk.loginsAfterStop, desk.state('mt5-1').status]).toEqual([1, 'CLOSED']);
    },
  );

  it('holds a login back that a wrong machine would send, and tells of it', async () => {
    await closed();
    const state = desk.state('mt5-1');
    let told = 0;
    const login = { kind: 'attemptLogin', attempt: 1, fingerprint: state.fingerprint } as const;
    const event = { kind: 'tick', atMs: desk.clock.now() } as const;
    const watch = {
      metrics: { onLoginAfterStop: () => (told += 1) },
      log: createLogger('test', { level: 'silent' }),
      machine: () => ({ state, effects: [login] }),
    };
    const facts = { tombstone: true } as Parameters<typeof safeStep>[1]['facts'];
    const taken = safeStep({ instanceId: 'mt5-1', state }, { event, facts }, watch);
    expect([taken.effects, told]).toEqual([[], 1]);
  });
});

describe('a count that cannot be written', () => {
  it('keeps the login from being sent, until it can', async () => {
    await desk.add('mt5-1');
    desk.script.set('mt5-1', [10_018, 0]);
    await desk.start('mt5-1');
    expect(desk.attempts).toHaveLength(1);
    desk.isDatabaseAway = true;
    desk.clock.nowMs += 10_000;
    const asked = desk.supervisor.act('mt5-1', { kind: 'tick' });
    await expect(asked).rejects.toThrow('the database is away');
    expect(desk.attempts).toHaveLength(1);
    desk.isDatabaseAway = false;
    await desk.pass(2_000);
    expect(desk.attempts).toHaveLength(2);
    expect(desk.state('mt5-1').status).toBe('CONNECTED');
  });

  it('and a login that nobody answered before a kill still counts', async () => {
    await desk.add('mt5-1');
    desk.isSilent = true;
    await desk.start('mt5-1');
    await desk.reopen();
    expect(desk.state('mt5-1')).toMatchObject({ status: 'CONNECTING', loginAttemptCount: 1 });
    await desk.pass(61_000);
    expect(desk.state('mt5-1')).toMatchObject({
      status: 'BACKOFF',
      lastFailure: loginFailure(10_013),
    });
  });
});

describe('one broker’s server', () => {
  it('gets ten logins a minute from all instances together', async () => {
    const ids = Array.from({ length: 14 }, (_, index) => `mt5-${index + 1}`);
    for (const id of ids) {
      await desk.add(id, { server: 'Broker-Demo' });
      await desk.start(id);
    }
    expect(desk.attempts).toHaveLength(10);
    await desk.reopen();
    await desk.pass(59_000);
    expect(desk.attempts).toHaveLength(10);
    await desk.pass(2_000);
    expect(desk.attempts).toHaveLength(14);
  });

  it('is tried by one instance only while half of them fail for its reasons', async () => {
    for (const id of ['mt5-1', 'mt5-2', 'mt5-3', 'mt5-4']) {
      desk.script.set(id, [10_006]);
      await desk.add(id, { server: 'Broker-Demo' });
      await desk.start(id);
    }
    await desk.pass(60_000);
    const tried = desk.attempts.map(({ instanceId }) => instanceId);
    // Half of those that run had failed only when two had.
    expect(tried.slice(0, 2)).toEqual(['mt5-1', 'mt5-3']);
    expect(new Set(tried.slice(2))).toEqual(new Set(['mt5-1']));
  });
});
