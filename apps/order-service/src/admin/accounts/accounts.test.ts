/** Accounts as the broker runs them: opened, changed, switched off; and who may not notice. */
import { decimalOf } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adm, by, type BrokerDesk, openBrokerDesk, sue } from '../../testing/broker-desk.ts';
import { ann } from '../../testing/desk.ts';

let desk: BrokerDesk;
beforeEach(async () => {
  desk = await openBrokerDesk();
});
afterEach(async () => desk.closeSoundly());

const cora = { username: 'cora', fullName: 'Cora Lane', password: 'correct horse' };
const buy = { accountId: 2, symbol: 'EURUSD', side: 'BUY', volume: decimalOf(1) } as const;

describe('opening an account', () => {
  it('makes its user too, with the house’s terms where nothing else is said', async () => {
    const opened = await desk.admin.accounts.create({ ...cora, isDemo: true }, by(adm));
    expect(opened).toMatchObject({
      id: 5,
      accountNumber: 'FL-000005',
      username: 'cora',
      leverage: 100,
      marginMode: 'HEDGING',
      balance: decimalOf(10_000),
      lps: ['YOFX'],
    });
    expect(await desk.store.userByName('CORA')).toMatchObject({
      passwordHash: 'hash of correct horse',
      role: 'TRADER',
    });
    const entry = JSON.stringify(await desk.lastAudit());
    expect(entry).not.toMatch(/correct horse|hash of/);
  });

  it('of real money begins at zero, and only a demo is given something', async () => {
    const opened = await desk.admin.accounts.create({ ...cora, leverage: 30 }, by(adm));
    expect(opened).toMatchObject({ balance: decimalOf(0), isDemo: false, leverage: 30 });
    const gift = { ...cora, username: 'dan', balance: decimalOf(5) };
    await expect(desk.admin.accounts.create(gift, by(adm))).rejects.toMatchObject({
      details: { field: 'balance' },
    });
  });

  it('for a user who is there needs the name alone, and takes no other person’s', async () => {
    const { id, userId } = await desk.admin.accounts.create({ username: 'Trader' }, by(adm));
    expect([id, userId]).toEqual([5, 'user_trader']);
    const taken = { ...cora, username: 'trader' };
    await expect(desk.admin.accounts.create(taken, by(adm))).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      details: { field: 'username' },
    });
  });

  it('names everything that a new user lacks', async () => {
    await expect(desk.admin.accounts.create({ username: 'nobody' }, by(adm))).rejects.toMatchObject(
      {
        code: 'MISSING_PARAMETER',
        details: { missingFields: ['fullName', 'password'] },
      },
    );
  });

  it('twice at once under one new name makes one user', async () => {
    const both = await Promise.allSettled([
      desk.admin.accounts.create(cora, by(adm)),
      desk.admin.accounts.create(cora, by(adm)),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('in a group that is not there is refused', async () => {
    await expect(
      desk.admin.accounts.create({ ...cora, groupId: 'gold' }, by(adm)),
    ).rejects.toMatchObject({ details: { field: 'groupId' } });
  });
});

describe('changing an account', () => {
  it('keeps what is not named, and says what it was before', async () => {
    const wish = { accountId: 1, book: 'B', withdrawalDailyLimit: decimalOf(5) } as const;
    const changed = await desk.admin.accounts.update(wish, by(adm));
    expect(changed).toMatchObject({ book: 'B', leverage: 100, withdrawalDailyLimit: decimalOf(5) });
    expect(await desk.lastAudit()).toMatchObject({
      before: { book: 'A', withdrawalDailyLimit: null },
      after: { book: 'B', withdrawalDailyLimit: '500' },
    });
  });

  it('margins anew what it holds, and refuses where that is too much', async () => {
    await desk.orders.placeMarket({ ...buy, volume: decimalOf(5) }, by(ann));
    const { update } = desk.admin.accounts;
    expect(await update({ accountId: 2, leverage: 200 }, by(adm))).toMatchObject({
      leverage: 200,
      margin: decimalOf(2_737.5),
    });
    await expect(update({ accountId: 2, leverage: 10 }, by(adm))).rejects.toMatchObject({
      code: 'MARGIN_INSUFFICIENT',
      details: { reason: 'MODIFY_ORDER' },
    });
    expect((await desk.account(2)).leverage).toBe(200n);
  });

  it('leaves the margin mode alone while something is open', async () => {
    await desk.orders.placeMarket(buy, by(ann));
    const { update } = desk.admin.accounts;
    await expect(update({ accountId: 2, marginMode: 'NETTING' }, by(adm))).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      details: { field: 'marginMode' },
    });
    const other = await update({ accountId: 1, marginMode: 'NETTING' }, by(adm));
    expect(other.marginMode).toBe('NETTING');
  });

  it('is refused to whoever saw an older version', async () => {
    const { version } = await desk.admin.accounts.get({ accountId: 1 }, by(sue));
    await desk.admin.accounts.update({ accountId: 1, version, book: 'B' }, by(adm));
    await expect(
      desk.admin.accounts.update({ accountId: 1, version, book: 'A' }, by(adm)),
    ).rejects.toMatchObject({ code: 'INVALID_REQUEST', details: { field: 'version' } });
  });

  it('of nobody’s is refused', async () => {
    for (const wish of [{ accountId: 77, leverage: 5 }]) {
      await expect(desk.admin.accounts.update(wish, by(adm))).rejects.toMatchObject({
        code: 'ACCOUNT_NOT_FOUND',
      });
    }
  });
});

describe('switching an account off', () => {
  it('stops its trader and tells why', async () => {
    const off = { accountId: 2, state: 'DISABLED', reason: 'Papers expired' } as const;
    expect(await desk.admin.accounts.setState(off, by(adm))).toMatchObject({
      tradeState: 'DISABLED',
      disabledReason: 'Papers expired',
    });
    await expect(desk.orders.placeMarket(buy, by(ann))).rejects.toMatchObject({
      code: 'ACCOUNT_DISABLED',
      details: { accountId: 2, reason: 'Papers expired' },
    });
    const on = { accountId: 2, state: 'ACTIVE', reason: 'Papers renewed' } as const;
    expect(await desk.admin.accounts.setState(on, by(adm))).toMatchObject({ disabledReason: null });
    expect(await desk.orders.placeMarket(buy, by(ann))).toMatchObject({
      order: { status: 'FILLED' },
    });
  });

  it('cancels the orders that wait in our own book, with the reason', async () => {
    const waiting = await desk.waitingOrder();
    const off = { accountId: 1, state: 'DISABLED', reason: 'Papers expired' } as const;
    await desk.admin.accounts.setState(off, by(adm));
    const { order } = await desk.store.read({ orderId: waiting.id });
    expect(order).toMatchObject({ status: 'CANCELLED', reject: { code: 'ACCOUNT_DISABLED' } });
    const events = await desk.store.eventsAfter(1, 0, 10);
    expect(events.map(({ type }) => type)).toEqual([
      'ORDER_ACCEPTED',
      'ORDER_CANCELLED',
      'ACCOUNT_STATE_CHANGED',
    ]);
  });
});

describe('a new password', () => {
  it('makes every token given out so far worthless, and is in no log', async () => {
    const wish = { accountId: 1, password: 'battery staple' };
    const done = await desk.admin.accounts.resetPassword(wish, by(adm));
    expect(done).toEqual({ accountId: 1, userId: 'user_trader' });
    expect(await desk.store.userById('user_trader')).toMatchObject({
      passwordHash: 'hash of battery staple',
      tokenGeneration: 2,
    });
    expect(JSON.stringify(await desk.lastAudit())).not.toContain('staple');
  });
});

describe('the list of accounts', () => {
  it('comes a page at a time and can be narrowed', async () => {
    const { list } = desk.admin.accounts;
    const first = await list({ limit: 3 }, by(sue));
    expect(first.items.map(({ id, username }) => [id, username])).toEqual([
      [1, 'trader'],
      [2, 'trader'],
      [3, 'trader2'],
    ]);
    const rest = await list({ limit: 3, cursor: first.nextCursor ?? '' }, by(sue));
    expect(rest.items.map(({ id }) => id)).toEqual([4]);
    const his = await list({ username: 'TRADER2' }, by(sue));
    expect(his.items.map(({ id }) => id)).toEqual([3, 4]);
    await expect(list({ cursor: 'nonsense' }, by(sue))).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      details: { field: 'cursor' },
    });
  });
});
