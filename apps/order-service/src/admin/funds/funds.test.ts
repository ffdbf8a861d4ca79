/** Money that the broker moves: booked twice over, named once, explained to the owner. */
import { decimalOf } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adm, by, type BrokerDesk, openBrokerDesk } from '../../testing/broker-desk.ts';
import { ann } from '../../testing/desk.ts';

let desk: BrokerDesk;
beforeEach(async () => {
  desk = await openBrokerDesk();
});
afterEach(async () => desk.closeSoundly());

const of = (amount: number) => ({ accountId: 1, amount: decimalOf(amount) });
const bank = { method: 'BANK_TRANSFER' } as const;

describe('a deposit', () => {
  it('is on the balance, in the ledger with its reference, and in the audit log', async () => {
    const wish = { ...of(250.5), ...bank, reference: 'SEPA-77', description: 'First deposit' };
    const { entry, newBalance } = await desk.admin.funds.deposit(wish, by(adm));
    expect(newBalance).toEqual(decimalOf(10_250.5));
    expect(entry).toMatchObject({
      type: 'DEPOSIT',
      amount: decimalOf(250.5),
      refType: 'ADMIN',
      refId: 'FN-1',
      reference: 'SEPA-77',
      method: 'BANK_TRANSFER',
    });
    const { items } = await desk.history.ledger({ accountId: 1, limit: 1 }, by(ann));
    expect(items).toMatchObject([{ id: entry.id, reference: 'SEPA-77', refId: 'FN-1' }]);
    expect(await desk.lastAudit()).toMatchObject({
      actorId: 'user_admin',
      role: 'ADMIN',
      action: 'admin.funds.deposit',
      target: 'account:1',
      after: { amount: '25050', reference: 'SEPA-77' },
      reason: 'First deposit',
      requestId: 'req_test',
      ip: '127.0.0.1',
    });
  });

  it('with a reference that was booked is not booked again; another kind or account may use it', async () => {
    const wish = { ...of(1), ...bank, reference: 'R-1' };
    const twice = await Promise.allSettled([
      desk.admin.funds.deposit(wish, by(adm)),
      desk.admin.funds.deposit(wish, by(adm)),
    ]);
    expect(twice).toMatchObject([
      { status: 'fulfilled' },
      { reason: { code: 'DUPLICATE_REQUEST', details: { reason: 'REFERENCE' } } },
    ]);
    await desk.admin.funds.deposit({ ...wish, accountId: 2 }, by(adm));
    await desk.admin.funds.bonus({ ...of(1), reference: 'R-1' }, by(adm));
    expect(await desk.account(1)).toMatchObject({ balance: 1_000_100n, credit: 100n });
  });

  it('to an account that is not there, of nothing, or below it, is refused', async () => {
    const { deposit } = desk.admin.funds;
    await expect(deposit({ ...of(1), ...bank, accountId: 77 }, by(adm))).rejects.toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
      details: { accountId: 77 },
    });
    for (const amount of [0, -5, 0.001]) {
      await expect(deposit({ ...of(amount), ...bank }, by(adm))).rejects.toMatchObject({
        code: 'INVALID_REQUEST',
        details: { field: 'amount' },
      });
    }
  });
});

describe('a payout by hand', () => {
  it('is a paid withdrawal and counts against the limits', async () => {
    await desk.admin.funds.deposit({ ...of(90_000), ...bank }, by(adm));
    const paid = await desk.admin.funds.withdraw({ ...of(6_000), ...bank }, by(adm));
    expect(paid).toMatchObject({ entry: { type: 'WITHDRAWAL', amount: decimalOf(-6_000) } });
    await expect(
      desk.admin.funds.withdraw({ ...of(5_000), ...bank }, by(adm)),
    ).rejects.toMatchObject({
      code: 'WITHDRAWAL_LIMIT_EXCEEDED',
      details: { currentUsage: 6_000, requestedAmount: 5_000 },
    });
    const override = { reason: 'Signed by the board' };
    await desk.admin.funds.withdraw({ ...of(5_000), ...bank, override }, by(adm));
    expect(await desk.lastAudit()).toMatchObject({ reason: 'Signed by the board' });
    const { items } = await desk.admin.withdrawals.list({ accountId: 1 }, by(adm));
    expect(items.map(({ status }) => status)).toEqual(['PAID', 'PAID']);
  });

  it('never takes what is not there, whoever overrides', async () => {
    const wish = { ...of(10_001), ...bank, override: { reason: 'x' } };
    await expect(desk.admin.funds.withdraw(wish, by(adm))).rejects.toMatchObject({
      code: 'INSUFFICIENT_BALANCE',
    });
  });
});

describe('a correction', () => {
  it('gives or takes, as far as there is something to take', async () => {
    const description = 'Wrong swap';
    await desk.admin.funds.adjust({ ...of(-100), description }, by(adm));
    await desk.admin.funds.adjust({ ...of(1), description }, by(adm));
    expect((await desk.account(1)).balance).toBe(990_100n);
    const tooMuch = desk.admin.funds.adjust({ ...of(-9_901.01), description }, by(adm));
    await expect(tooMuch).rejects.toMatchObject({ code: 'INSUFFICIENT_BALANCE' });
  });
});

describe('a bonus', () => {
  it('is credit, cannot be withdrawn, and is taken back as far as there is any', async () => {
    const given = await desk.admin.funds.bonus(of(500), by(adm));
    expect(given).toMatchObject({
      newBalance: decimalOf(10_000),
      entry: { type: 'BONUS', creditAfter: decimalOf(500), balanceAfter: decimalOf(10_000) },
    });
    await expect(
      desk.admin.funds.withdraw({ ...of(10_000.01), ...bank }, by(adm)),
    ).rejects.toMatchObject({ code: 'INSUFFICIENT_BALANCE', details: { withdrawable: 10_000 } });
    await desk.admin.funds.bonusOut(of(200), by(adm));
    await expect(desk.admin.funds.bonusOut(of(301), by(adm))).rejects.toMatchObject({
      code: 'INSUFFICIENT_BALANCE',
    });
    expect((await desk.account(1)).credit).toBe(30_000n);
  });
});
