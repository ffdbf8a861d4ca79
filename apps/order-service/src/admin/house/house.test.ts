/** The whole house: its defaults, its state, its log. */
import { decimalOf } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adm, by, type BrokerDesk, openBrokerDesk, sue } from '../../testing/broker-desk.ts';
import { ann, START_MS } from '../../testing/desk.ts';

let desk: BrokerDesk;
beforeEach(async () => {
  desk = await openBrokerDesk();
});
afterEach(async () => desk.close());

const buy = { accountId: 2, symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) } as const;

describe('the configuration', () => {
  it('is what new accounts begin with', async () => {
    const { update } = desk.admin.config;
    const config = await update(
      { executionMode: 'BBOOK', defaultLeverage: 30, defaultBalance: decimalOf(500) },
      by(adm),
    );
    expect(config).toMatchObject({ brokerName: 'Faultline', executionMode: 'BBOOK', version: 2 });
    const cora = { username: 'cora', fullName: 'Cora', password: 'correct horse', isDemo: true };
    expect(await desk.admin.accounts.create(cora, by(adm))).toMatchObject({
      book: 'B',
      leverage: 30,
      balance: decimalOf(500),
    });
    const negative = update({ defaultBalance: decimalOf(-1) }, by(adm));
    await expect(negative).rejects.toMatchObject({ details: { field: 'defaultBalance' } });
  });
});

describe('the trading state', () => {
  it('stops opening, then everything, and says why', async () => {
    const { set } = desk.admin.tradingState;
    await desk.orders.placeMarket(buy, by(ann));
    await set({ state: 'REDUCING', reason: 'Volatility' }, by(adm));
    await expect(desk.orders.placeMarket(buy, by(ann))).rejects.toMatchObject({
      code: 'TRADING_RESTRICTED',
      details: { scope: 'BROKER', mode: 'REDUCING', reason: 'Volatility' },
    });
    await set({ state: 'ACTIVE', reason: 'Calm' }, by(adm));
    expect(await desk.orders.placeMarket(buy, by(ann))).toMatchObject({
      order: { status: 'FILLED' },
    });
    expect(await desk.admin.config.get({}, by(sue))).toMatchObject({
      tradingState: { state: 'ACTIVE', reason: null },
    });
  });
});

describe('the audit log', () => {
  const resume = async () => desk.admin.symbols.resume({ symbol: 'EURUSD' }, by(adm));

  it('is read newest first, by who, what, whom and when', async () => {
    await resume();
    desk.clock.nowMs = START_MS + 1_000;
    await desk.admin.tradingState.set({ state: 'HALTED', reason: 'Fire' }, by(adm));
    const amount = decimalOf(1);
    const iban = { method: 'BANK_TRANSFER', destination: 'DE89370400440532013000' } as const;
    await desk.withdrawals.request({ accountId: 1, amount, ...iban }, by(ann));
    const { list } = desk.admin.audit;
    const actions = async (filter: Parameters<typeof list>[0]) =>
      (await list(filter, by(sue))).items.map(({ action }) => action);
    expect(await actions({})).toEqual([
      'withdrawals.request',
      'admin.tradingState.set',
      'admin.symbols.resume',
    ]);
    expect(await actions({ actorId: 'user_trader' })).toEqual(['withdrawals.request']);
    expect(await actions({ target: 'house' })).toEqual(['admin.tradingState.set']);
    expect(await actions({ action: 'admin.symbols.resume' })).toHaveLength(1);
    expect(await actions({ to: START_MS + 1_000 })).toEqual(['admin.symbols.resume']);
    const first = await list({ limit: 1 }, by(sue));
    expect(await actions({ limit: 1, cursor: first.nextCursor ?? '' })).toEqual([
      'admin.tradingState.set',
    ]);
  });

  it('has no entry for a command that was refused or repeated', async () => {
    const wish = { symbol: 'EURUSD', disabled: true, idempotencyKey: 'key-toggle-1' };
    await desk.admin.symbols.toggle(wish, by(adm));
    await desk.admin.symbols.toggle(wish, by(adm));
    await expect(desk.admin.symbols.resume({ symbol: 'NOPE' }, by(adm))).rejects.toBeDefined();
    expect((await desk.admin.audit.list({}, by(sue))).items).toHaveLength(1);
  });

  it('and the books are checked on demand', async () => {
    await resume();
    expect(await desk.admin.audit.verify({}, by(adm))).toEqual({
      ok: true,
      unexplainedAccounts: [],
      auditBreak: null,
    });
    const account = await desk.account(3);
    const accounts = [{ ...account, balance: account.balance + 1n }];
    await desk.store.commit({ accountId: 3 }, () => ({
      answer: 0,
      changes: { atMs: 0, accounts },
    }));
    expect(await desk.admin.audit.verify({}, by(adm))).toMatchObject({
      ok: false,
      unexplainedAccounts: [3],
    });
  });
});
