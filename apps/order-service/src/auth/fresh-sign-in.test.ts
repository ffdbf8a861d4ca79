/** Money moves, and others' passwords change, only soon after one's own password was entered. */
import { orderContract, rowsOf } from '@faultline/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../testing/ask.ts';
import { sampleInput } from '../testing/sample-input.ts';
import { openServiceDesk, type Person, type ServiceDesk } from '../testing/service-desk.ts';
import { stateDigest } from '../testing/state-digest.ts';

const FIVE_MINUTES_MS = 300_000;
const guarded = rowsOf(orderContract).filter(({ op }) => op.fresh);

let desk: ServiceDesk;
let tokens: Record<Person, string>;
beforeAll(async () => {
  desk = await openServiceDesk();
});
beforeEach(async () => {
  const [trader, admin] = [await desk.signIn('trader'), await desk.signIn('admin')];
  tokens = { trader, admin, support: '', trader2: '' };
});
afterAll(async () => desk.close());

const call = async ({ path, op }: (typeof guarded)[number], tokenOf = tokens) =>
  ask(`${desk.url}/trpc/${path}`, {
    token: tokenOf[op.needs === 'admin' ? 'admin' : 'trader'],
    body: sampleInput(op, { accountId: op.needs === 'admin' ? 4 : 2 }),
  });

describe('S33: a sign-in that is five minutes old', () => {
  it('is asked for where money leaves or is made, and where a password is set', () => {
    expect(guarded.map(({ path }) => path)).toEqual([
      'withdrawals.request',
      'admin.accounts.resetPassword',
      'admin.funds.deposit',
      'admin.funds.withdraw',
      'admin.funds.adjust',
      'admin.funds.bonus',
      'admin.funds.bonusOut',
      'admin.withdrawals.approve',
      'admin.withdrawals.markPaid',
      'admin.limitRequests.approve',
    ]);
  });

  it.each(guarded)('is too old for $path, and nothing is changed', async (row) => {
    const before = await stateDigest(desk.database);
    desk.clock.nowMs += FIVE_MINUTES_MS + 1;
    const answer = await call(row);
    expect(answer.status).toBe(403);
    expect(answer.told).toMatchObject({
      code: 'PERMISSION_DENIED',
      details: { requiredRole: row.op.needs.toUpperCase(), reason: 'REAUTH_REQUIRED' },
      outcome: 'NOT_APPLIED',
      retry: { kind: 'never' },
    });
    expect(await stateDigest(desk.database)).toEqual(before);
  });

  it.each(guarded)('was young enough for $path a moment before', async (row) => {
    desk.clock.nowMs += FIVE_MINUTES_MS;
    expect((await call(row)).told['code']).not.toBe('PERMISSION_DENIED');
  });

  it('still trades, reads, and asks for money once the password has been entered anew', async () => {
    desk.clock.nowMs += FIVE_MINUTES_MS + 1;
    desk.quote({});
    const order = { accountId: 2, symbol: 'EURUSD', side: 'BUY', volume: 0.01 };
    const traded = await ask(`${desk.url}/api/orders/market`, {
      token: tokens.trader,
      body: order,
    });
    expect(traded.status).toBe(200);
    const body = { accountId: 2, amount: 5, method: 'CRYPTO', destination: 'bc1qxyz' };
    const wish = async (token: string) => ask(`${desk.url}/api/withdrawals`, { token, body });
    expect((await wish(tokens.trader)).told).toMatchObject({
      error: 'Sign in again to do this',
      code: 'PERMISSION_DENIED',
    });
    expect((await wish(await desk.signIn('trader'))).status).toBe(200);
  });

  it('is made no younger by refreshing its token', async () => {
    const body = { username: 'trader', password: 'trader-demo' };
    const signedIn = await ask(`${desk.url}/trpc/auth.login`, { body });
    desk.clock.nowMs += FIVE_MINUTES_MS + 1;
    const { refreshToken } = signedIn.told;
    const renewed = await ask(`${desk.url}/trpc/auth.refresh`, { body: { refreshToken } });
    const wish = { accountId: 2, amount: 5, method: 'CRYPTO', destination: 'bc1qxyz' };
    const token = String(renewed.told['accessToken']);
    const answer = await ask(`${desk.url}/api/withdrawals`, { token, body: wish });
    expect(answer.told).toMatchObject({ details: { reason: 'REAUTH_REQUIRED' } });
  });
});
