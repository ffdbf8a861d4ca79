/** Money on its way out: never more than there is, never beyond the limits, never twice. */
import { decimalOf } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adm, by, type BrokerDesk, openBrokerDesk } from '../testing/broker-desk.ts';
import { ann, ben, callBy, START_MS } from '../testing/desk.ts';

let desk: BrokerDesk;
beforeEach(async () => {
  desk = await openBrokerDesk();
});
afterEach(async () => desk.closeSoundly());

/** As a question answers, with the currency's own digits. */
const exact = (amount: number) => ({ unscaled: BigInt(Math.round(amount * 100)), scale: 2 });
const HOUR_MS = 3_600_000;
const iban = { method: 'BANK_TRANSFER', destination: 'DE89 3704 0044 0532 0130 00' } as const;
const ask = async (amount: number, more: object = {}, caller = ann) =>
  desk.withdrawals.request(
    { accountId: 1, amount: decimalOf(amount), ...iban, ...more },
    by(caller),
  );

describe('a withdrawal', () => {
  it('takes the money at once and shows no more of where it goes than its owner needs', async () => {
    const asked = await ask(2_500.5);
    expect(asked).toMatchObject({
      id: 'WD-1',
      status: 'REQUESTED',
      destination: '***3000',
      amount: decimalOf(2_500.5),
    });
    expect((await desk.account(1)).balance).toBe(749_950n);
    expect(JSON.stringify(await desk.lastAudit())).not.toContain('3704');
    expect(await desk.lastAudit()).toMatchObject({
      actorId: 'user_trader',
      action: 'withdrawals.request',
      target: 'withdrawal:WD-1',
      after: { amount: '250050' },
    });
  });

  it('is approved, then paid; and neither twice', async () => {
    const { id: withdrawalId } = await ask(100);
    const { approve, markPaid } = desk.admin.withdrawals;
    expect(await approve({ withdrawalId }, by(adm))).toMatchObject({ status: 'APPROVED' });
    expect(await markPaid({ withdrawalId }, by(adm))).toMatchObject({ status: 'PAID' });
    await expect(markPaid({ withdrawalId }, by(adm))).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      details: { reason: 'STATE' },
    });
    expect((await desk.account(1)).balance).toBe(990_000n);
  });

  it('brings the money back when it is rejected, with the reason', async () => {
    const { id: withdrawalId } = await ask(100);
    const wish = { withdrawalId, reason: 'Name does not match' };
    expect(await desk.admin.withdrawals.reject(wish, by(adm))).toMatchObject({
      status: 'REJECTED',
      reason: 'Name does not match',
    });
    expect((await desk.account(1)).balance).toBe(1_000_000n);
    const { items } = await desk.history.ledger({ accountId: 1 }, by(ann));
    expect(items.map(({ type, amount, balanceAfter }) => [type, amount, balanceAfter])).toEqual([
      ['WITHDRAWAL_RETURN', exact(100), exact(10_000)],
      ['WITHDRAWAL', exact(-100), exact(9_900)],
      ['DEPOSIT', exact(10_000), exact(10_000)],
    ]);
  });

  it('is cancelled by its owner and by nobody else, to whom it does not exist', async () => {
    const { id: withdrawalId } = await ask(100);
    await expect(desk.withdrawals.cancel({ withdrawalId }, by(ben))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { id: 'WD-1' },
    });
    await expect(desk.withdrawals.cancel({ withdrawalId: 'WD-9' }, by(ann))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { id: 'WD-9' },
    });
    await desk.withdrawals.cancel({ withdrawalId }, by(ann));
    expect((await desk.account(1)).balance).toBe(1_000_000n);
  });

  it('of more than can be spared is refused with what could be', async () => {
    await expect(ask(10_000.01)).rejects.toMatchObject({
      code: 'INSUFFICIENT_BALANCE',
      details: { balance: 10_000, withdrawalAmount: 10_000.01, withdrawable: 10_000 },
    });
  });

  it('to a card, of nothing, or finer than a cent is no request', async () => {
    for (const wrong of [
      { method: 'CARD' },
      { amount: decimalOf(0) },
      { amount: decimalOf(0.001) },
    ]) {
      await expect(ask(1, wrong)).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
    }
  });

  it('from somebody else’s account looks like one from no account', async () => {
    for (const accountId of [3, 999]) {
      await expect(ask(1, { accountId })).rejects.toMatchObject({
        code: 'ACCOUNT_NOT_FOUND',
        details: { accountId },
      });
    }
  });

  it('from a disabled account is refused', async () => {
    const off = { accountId: 1, state: 'DISABLED', reason: 'Fraud' } as const;
    await desk.admin.accounts.setState(off, by(adm));
    await expect(ask(1)).rejects.toMatchObject({
      code: 'ACCOUNT_DISABLED',
      details: { accountId: 1, reason: 'Fraud' },
    });
  });

  it('asked for again under its key is the same one', async () => {
    const key = { idempotencyKey: 'key-withdraw-1' };
    const first = await ask(100, key);
    const { call, meta } = callBy(ann);
    const wish = { accountId: 1, amount: decimalOf(100), ...iban, ...key };
    expect(await desk.withdrawals.request(wish, call)).toEqual(first);
    expect(meta()).toEqual({ ...key, replayed: true });
    await expect(ask(101, key)).rejects.toMatchObject({
      code: 'DUPLICATE_REQUEST',
      details: { reason: 'KEY_REUSED' },
    });
    expect((await desk.account(1)).balance).toBe(990_000n);
  });
});

describe('withdrawal limits', () => {
  const rich = async () => {
    const amount = decimalOf(1_000_000);
    await desk.admin.funds.deposit({ accountId: 1, amount, method: 'CARD' }, by(adm));
  };

  it('hold for twenty requests at once as for one after the other', async () => {
    await rich();
    const ended = await Promise.allSettled(Array.from({ length: 20 }, async () => ask(999.99)));
    const refused = ended.filter(
      (end) => end.status === 'rejected' && end.reason.code === 'WITHDRAWAL_LIMIT_EXCEEDED',
    );
    expect(refused).toHaveLength(10);
    const { daily } = await desk.withdrawals.limits({ accountId: 1 }, by(ann));
    expect(daily).toMatchObject({ limit: exact(10_000), used: exact(9_999.9) });
  });

  it('begin anew with the day, and with the month', async () => {
    await rich();
    await ask(10_000);
    await expect(ask(0.01)).rejects.toMatchObject({
      code: 'WITHDRAWAL_LIMIT_EXCEEDED',
      details: { period: 'DAILY', currentUsage: 10_000, resetsAt: '2026-01-20T00:00:00Z' },
    });
    desk.clock.nowMs = START_MS + 12 * HOUR_MS - 1;
    await expect(ask(0.01)).rejects.toMatchObject({ code: 'WITHDRAWAL_LIMIT_EXCEEDED' });
    for (let day = 0; day < 4; day += 1) {
      desk.clock.nowMs = START_MS + (12 + 24 * day) * HOUR_MS;
      await ask(10_000);
    }
    desk.clock.nowMs = START_MS + (12 + 24 * 4) * HOUR_MS;
    await expect(ask(1)).rejects.toMatchObject({
      details: { period: 'MONTHLY', currentUsage: 50_000, resetsAt: '2026-02-01T00:00:00Z' },
    });
    desk.clock.nowMs = Date.UTC(2026, 1, 1);
    expect(await ask(1)).toMatchObject({ status: 'REQUESTED' });
  });

  it('count what was asked for, not what came back', async () => {
    await rich();
    const { id: withdrawalId } = await ask(10_000);
    await desk.withdrawals.cancel({ withdrawalId }, by(ann));
    expect(await ask(10_000)).toMatchObject({ status: 'REQUESTED' });
  });

  it('become the account’s own when an administrator grants a request for it', async () => {
    await rich();
    const wish = { accountId: 1, period: 'DAILY', limit: decimalOf(20_000) } as const;
    const asked = await desk.withdrawals.requestLimit({ ...wish, reason: 'A house' }, by(ann));
    expect(asked).toMatchObject({ id: 'LR-1', status: 'REQUESTED' });
    await expect(ask(15_000)).rejects.toMatchObject({ code: 'WITHDRAWAL_LIMIT_EXCEEDED' });
    const { items } = await desk.admin.limitRequests.list({ status: 'REQUESTED' }, by(adm));
    expect(items).toMatchObject([{ id: 'LR-1', period: 'DAILY', limit: exact(20_000) }]);
    await desk.admin.limitRequests.approve({ limitRequestId: 'LR-1' }, by(adm));
    expect(await ask(15_000)).toMatchObject({ status: 'REQUESTED' });
    expect((await desk.account(1)).withdrawalMonthlyLimit).toBeNull();
    const again = desk.admin.limitRequests.reject({ limitRequestId: 'LR-1', reason: 'x' }, by(adm));
    await expect(again).rejects.toMatchObject({ details: { reason: 'STATE' } });
    expect((await desk.withdrawals.limits({ accountId: 1 }, by(ann))).requests).toMatchObject([
      { id: 'LR-1', status: 'APPROVED', limit: exact(20_000) },
    ]);
  });

  it('of zero, below it, or finer than a cent cannot be asked for', async () => {
    for (const limit of [0, -1, 0.001].map(decimalOf)) {
      const wish = { accountId: 1, period: 'DAILY', limit, reason: 'x' } as const;
      await expect(desk.withdrawals.requestLimit(wish, by(ann))).rejects.toMatchObject({
        code: 'INVALID_REQUEST',
        details: { field: 'limit' },
      });
    }
  });
});

describe('the list of withdrawals', () => {
  it('is the caller’s own, newest first, a page at a time', async () => {
    for (const amount of [1, 2, 3]) await ask(amount);
    await ask(4, { accountId: 3 }, ben);
    const first = await desk.withdrawals.list({ accountId: 1, limit: 2 }, by(ann));
    expect(first.items.map(({ id }) => id)).toEqual(['WD-3', 'WD-2']);
    const cursor = first.nextCursor ?? '';
    const second = await desk.withdrawals.list({ accountId: 1, limit: 2, cursor }, by(ann));
    expect(second).toMatchObject({ items: [{ id: 'WD-1' }], nextCursor: null });
    await expect(desk.withdrawals.list({ accountId: 3 }, by(ann))).rejects.toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
    });
    const { items } = await desk.admin.withdrawals.list({ status: 'REQUESTED' }, by(adm));
    expect(items).toHaveLength(4);
  });
});
