/** The terms of trade: changed as a whole or a field at a time, never into nonsense, always on record. */
import { parseInput, orderContract } from '@faultline/contract';
import { decimalOf } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adm, by, type BrokerDesk, openBrokerDesk, sue } from '../../testing/broker-desk.ts';
import { ann } from '../../testing/desk.ts';

let desk: BrokerDesk;
beforeEach(async () => {
  desk = await openBrokerDesk();
});
afterEach(async () => desk.close());

const buy = { accountId: 2, symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) } as const;
const EURUSD = { symbol: 'EURUSD' };

describe('groups', () => {
  it('are replaced as a whole and keep their currency', async () => {
    const [standard] = await desk.admin.groups.list({}, by(sue));
    if (standard === undefined) throw new Error('the demo has a group');
    const wish = { ...standard, withdrawalDailyLimit: decimalOf(1_234.5), maxOpenPositions: 0 };
    expect(await desk.admin.groups.put(wish, by(adm))).toMatchObject({ version: 2 });
    expect(await desk.lastAudit()).toMatchObject({
      target: 'group:standard',
      before: { withdrawalDailyLimit: '1000000', maxOpenPositions: 200 },
      after: { withdrawalDailyLimit: '123450', maxOpenPositions: 0 },
    });
    await expect(desk.orders.placeMarket(buy, by(ann))).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
    });
    await expect(desk.admin.groups.put(wish, by(adm))).rejects.toMatchObject({
      details: { field: 'version' },
    });
    const { version: _, ...euro } = { ...wish, currency: 'EUR' };
    await expect(desk.admin.groups.put(euro, by(adm))).rejects.toMatchObject({
      details: { field: 'currency' },
    });
  });

  it('are new when their name is, and their limits are amounts', async () => {
    const [standard] = await desk.admin.groups.list({}, by(sue));
    if (standard === undefined) throw new Error('the demo has a group');
    const { version: _, ...terms } = { ...standard, id: 'vip' };
    await desk.admin.groups.put(terms, by(adm));
    expect(await desk.admin.groups.get({ groupId: 'vip' }, by(sue))).toMatchObject({ version: 1 });
    await desk.admin.accounts.update({ accountId: 1, groupId: 'vip' }, by(adm));
    const odd = { ...terms, withdrawalAutoApprove: decimalOf(-1) };
    await expect(desk.admin.groups.put(odd, by(adm))).rejects.toMatchObject({
      details: { field: 'withdrawalAutoApprove' },
    });
    await expect(desk.admin.groups.get({ groupId: 'x' }, by(sue))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('symbols', () => {
  it('change a term at a time, and the next order knows it', async () => {
    const { update } = desk.admin.symbols;
    const changed = await update({ ...EURUSD, minVolume: decimalOf(0.5) }, by(adm));
    expect(changed).toMatchObject({ minVolume: decimalOf(0.5), version: 2 });
    await expect(desk.orders.placeMarket(buy, by(ann))).rejects.toMatchObject({
      code: 'INVALID_VOLUME',
      details: { minVolume: 0.5 },
    });
    expect(await desk.lastAudit()).toMatchObject({
      target: 'symbol:EURUSD',
      before: { minVolume: '100' },
      after: { minVolume: '5000' },
    });
  });

  it.each([
    { minVolume: 0 },
    { volumeStep: 0 },
    { maxVolume: 0.001 },
    { maxTotalVolume: 0.001 },
    { marginRate: 0 },
    { commissionPerLot: -1 },
    { scheduleId: 'nowhere' },
  ])('are not changed into %j', async (wrong) => {
    const [field] = Object.keys(wrong);
    const parsed = parseInput(orderContract.admin.symbols.update, { ...EURUSD, ...wrong });
    if (!parsed.ok) throw new Error('the form is right');
    const wish = parsed.input as object;
    await expect(desk.admin.symbols.update({ ...EURUSD, ...wish }, by(adm))).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      details: { field },
    });
  });

  it('are switched to closing only, off, and on', async () => {
    const { setMode, toggle } = desk.admin.symbols;
    await setMode({ ...EURUSD, mode: 'CLOSE_ONLY', reason: 'Thin market' }, by(adm));
    await expect(desk.orders.placeMarket(buy, by(ann))).rejects.toMatchObject({
      code: 'TRADING_RESTRICTED',
      details: { scope: 'SYMBOL', mode: 'CLOSE_ONLY' },
    });
    expect(await toggle({ ...EURUSD, disabled: true }, by(adm))).toMatchObject({
      tradeMode: 'DISABLED',
    });
    await expect(desk.orders.placeMarket(buy, by(ann))).rejects.toMatchObject({
      code: 'INVALID_SYMBOL',
    });
    await toggle({ ...EURUSD, disabled: false }, by(adm));
    expect(await desk.orders.placeMarket(buy, by(ann))).toMatchObject({
      order: { status: 'FILLED' },
    });
  });

  it('are halted until a time or until somebody resumes', async () => {
    const { halt, resume } = desk.admin.symbols;
    const until = desk.commands.market.now() + 60_000;
    const halted = await halt({ ...EURUSD, reason: 'CIRCUIT_BREAKER', until }, by(adm));
    expect(halted.halt).toEqual({ reason: 'CIRCUIT_BREAKER', until });
    expect(await resume({ ...EURUSD, note: 'Calm again' }, by(adm))).toMatchObject({ halt: null });
    expect(await desk.lastAudit()).toMatchObject({ reason: 'Calm again', after: { halt: null } });
    await expect(
      halt({ ...EURUSD, reason: 'SYMBOL_HALTED', until: until - 60_000 }, by(adm)),
    ).rejects.toMatchObject({ details: { field: 'until' } });
  });

  it('that nobody knows come with the nearest that are known', async () => {
    await expect(desk.admin.symbols.resume({ symbol: 'EURUSX' }, by(adm))).rejects.toMatchObject({
      code: 'INVALID_SYMBOL',
      details: { reason: 'UNKNOWN', availableSymbols: expect.arrayContaining(['EURUSD']) },
    });
  });
});

describe('schedules', () => {
  const week = [1, 2, 3, 4, 5].map((day) => ({ day, openSec: 28_800, closeSec: 59_400 }));
  const holidays = [{ date: '2026-12-25', name: 'Christmas', hours: null }];
  const exchange = { id: 'xetra', timezone: 'Europe/Berlin', weekly: week, holidays };

  it('are kept as they are given', async () => {
    await desk.admin.schedules.put(exchange, by(adm));
    await desk.admin.symbols.update({ ...EURUSD, scheduleId: 'xetra' }, by(adm));
    expect(await desk.admin.schedules.get({ scheduleId: 'xetra' }, by(sue))).toEqual({
      ...exchange,
      version: 1,
    });
  });

  it.each([
    [{ timezone: 'Europe/Atlantis' }, 'timezone', 'This is no IANA time zone.'],
    [{ weekly: [{ day: 1, openSec: 9, closeSec: 9 }] }, 'weekly.0', expect.any(String)],
    [
      { weekly: [...week, { day: 3, openSec: 0, closeSec: 28_801 }] },
      'weekly',
      'Two sessions of a day overlap.',
    ],
    [{ holidays: [...holidays, ...holidays] }, 'holidays', 'A date is named twice.'],
    [
      { holidays: [{ date: '2026-02-30', name: 'x', hours: null }] },
      'holidays.0.date',
      expect.any(String),
    ],
  ])('are not taken with %j', (wrong, field, reason) => {
    const parsed = parseInput(orderContract.admin.schedules.put, { ...exchange, ...wrong });
    expect(parsed).toMatchObject({
      ok: false,
      refusal: { code: 'INVALID_REQUEST', details: { field, reason } },
    });
  });
});

describe('routing rules', () => {
  const rule = (id: string, when: object = {}) => ({
    id,
    enabled: true,
    when,
    route: { book: 'B', lps: null } as const,
    note: '',
  });
  const asked = { accountId: 1, symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) } as const;

  it('are tried in their order, and say who decided', async () => {
    const { put, preview, reorder, list } = desk.admin.routing;
    expect(await preview(asked, by(sue))).toEqual({
      book: 'A',
      lps: ['YOFX'],
      hedgePercent: 0,
      ruleId: null,
    });
    await put(rule('small', { maxVolume: decimalOf(0.5), symbols: ['EURUSD'] }), by(adm));
    const toOanda = { ...rule('all'), route: { book: 'A' as const, lps: ['OANDA'] } };
    await put(toOanda, by(adm));
    expect(await preview(asked, by(sue))).toMatchObject({ book: 'B', ruleId: 'small' });
    await reorder({ ids: ['all', 'small'] }, by(adm));
    expect(await preview(asked, by(sue))).toMatchObject({ lps: ['OANDA'], ruleId: 'all' });
    expect((await list({}, by(sue))).map(({ id, position }) => [id, position])).toEqual([
      ['all', 1],
      ['small', 2],
    ]);
    expect(await desk.lastAudit()).toMatchObject({
      before: { order: ['small', 'all'] },
      after: { order: ['all', 'small'] },
    });
  });

  it('are put in order only all together', async () => {
    await desk.admin.routing.put(rule('one'), by(adm));
    await desk.admin.routing.put(rule('two'), by(adm));
    for (const ids of [['one'], ['one', 'one'], ['one', 'two', 'three']]) {
      await expect(desk.admin.routing.reorder({ ids }, by(adm))).rejects.toMatchObject({
        details: { field: 'ids' },
      });
    }
  });

  it('go away when they are removed', async () => {
    await desk.admin.routing.put(rule('one', { minVolume: decimalOf(1) }), by(adm));
    const [kept] = await desk.admin.routing.list({}, by(sue));
    expect(kept).toMatchObject({ when: { minVolume: { unscaled: 10_000n, scale: 4 } } });
    expect(await desk.admin.routing.remove({ id: 'one' }, by(adm))).toEqual([]);
    await expect(desk.admin.routing.remove({ id: 'one' }, by(adm))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { id: 'one' },
    });
  });
});
