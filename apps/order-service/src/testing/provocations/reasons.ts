/** The other ways to meet a code: each reason and kind that its details can name. */
import {
  type AccountGroup,
  DEMO_GROUP,
  DEMO_INSTRUMENTS,
  DEMO_SCHEDULES,
  type Instrument,
  type Schedule,
} from '@faultline/domain';
import type { Code } from '@faultline/errors';
import type { ServiceDesk } from '../service-desk.ts';
import {
  change,
  changeAccount,
  openPosition,
  placing,
  type Prepared,
  type Provocation,
  resting,
} from './provocation.ts';

const terms = async (desk: ServiceDesk, changes: Partial<Instrument>): Promise<void> => {
  const euro = DEMO_INSTRUMENTS.filter(({ name }) => name === 'EURUSD');
  await change(desk, { instruments: euro.map((one) => ({ ...one, ...changes, version: 2 })) });
};
const group = async (desk: ServiceDesk, changes: Partial<AccountGroup>): Promise<void> =>
  change(desk, { groups: [{ ...DEMO_GROUP, ...changes, version: 2 }] });
const opened = async (desk: ServiceDesk): Promise<Prepared> => ({
  id: (await openPosition(desk)).positionId,
});

/** An order under terms that do not let it through. */
const under = (
  code: Code,
  changes: Partial<Instrument>,
  { order = {}, details }: { order?: object; details: Readonly<Record<string, unknown>> },
): Provocation => ({
  code,
  when: Object.values(details).join(', '),
  prepare: async (desk) => terms(desk, changes),
  details,
  ...placing({ ...order }),
});

/** A limit order at a price that cannot be. */
const priced = (reason: string, price: number, changes: Partial<Instrument> = {}): Provocation => ({
  code: 'INVALID_PRICE',
  when: reason,
  prepare: async (desk) => terms(desk, changes),
  details: { field: 'limitPrice', price, reason },
  ...resting({ price }),
});

/** A part of a position that cannot be closed. */
const partly = (
  kind: string,
  volume: number,
  make: (desk: ServiceDesk) => Promise<void> = async () => undefined,
): Provocation => ({
  code: 'PARTIAL_CLOSE_INVALID',
  when: kind,
  prepare: async (desk) => {
    const made = await opened(desk);
    await make(desk);
    return made;
  },
  rest: ({ id }) => ({ path: '/api/positions/close', body: { positionId: id, volume } }),
  client: async ({ positions }, { id }) =>
    positions.close.mutate({ positionId: Number(id), volume }),
  details: { positionVolume: 0.1, closeVolume: volume, kind },
});

/** An order while the whole house allows less than all. */
const inTheHouse = (tradingState: 'REDUCING' | 'HALTED'): Provocation => ({
  code: 'TRADING_RESTRICTED',
  when: `the house is ${tradingState}`,
  prepare: async (desk) => {
    const { settings } = desk.store.reference();
    const broker = { tradingState, reason: 'A bad feed' };
    await change(desk, { settings: { ...settings, broker, version: settings.version + 1 } });
  },
  details: { scope: 'BROKER', mode: tradingState, reason: 'A bad feed' },
  ...placing({}),
});

const HOUR_SEC = 3_600;
const hours = (day: number, from: number, to: number) => ({
  day,
  openSec: from * HOUR_SEC,
  closeSec: to * HOUR_SEC,
});

/** An order on Monday at noon, by a calendar on which that is no time to trade. */
const outOfHours = (
  details: { readonly reason: string; readonly opensAt: string; readonly holiday?: string },
  calendar: Pick<Schedule, 'weekly'> & Partial<Pick<Schedule, 'holidays'>>,
): Provocation => ({
  code: 'MARKET_CLOSED',
  when: details.reason,
  prepare: async (desk) => {
    Object.assign(desk.market, { calendar: 'real' });
    const { scheduleId } = desk.store.reference().instruments.get('EURUSD') ?? {};
    const schedules = DEMO_SCHEDULES.filter(({ id }) => id === scheduleId).map((one) => ({
      ...one,
      timezone: 'UTC',
      holidays: [],
      ...calendar,
      version: 2,
    }));
    await change(desk, { schedules });
  },
  details,
  ...placing({}),
});

const OUT_OF_HOURS: readonly Provocation[] = [
  outOfHours(
    { reason: 'PRE_MARKET_CLOSED', opensAt: '2026-01-19T20:00:00Z' },
    { weekly: [hours(1, 20, 24)] },
  ),
  outOfHours(
    { reason: 'POST_MARKET_CLOSED', opensAt: '2026-01-20T00:00:00Z' },
    { weekly: [hours(1, 0, 6), hours(2, 0, 6)] },
  ),
  outOfHours(
    { reason: 'WEEKEND_CLOSED', opensAt: '2026-01-26T00:00:00Z' },
    { weekly: [hours(1, 0, 6)] },
  ),
  outOfHours(
    { reason: 'HOLIDAY_CLOSED', opensAt: '2026-01-20T00:00:00Z', holiday: 'A day off' },
    {
      weekly: [hours(1, 0, 24), hours(2, 0, 24)],
      holidays: [{ date: '2026-01-19', name: 'A day off', hours: null }],
    },
  ),
];

const restricted = { scope: 'SYMBOL' } as const;

const OPENING: readonly Provocation[] = [
  under('INVALID_SYMBOL', { tradeMode: 'DISABLED' }, { details: { reason: 'DISABLED' } }),
  under('INVALID_VOLUME', {}, { order: { volume: 100.01 }, details: { reason: 'TOO_HIGH' } }),
  under('INVALID_VOLUME', {}, { order: { volume: 0.015 }, details: { reason: 'STEP' } }),
  under('INVALID_VOLUME', { maxTotalVolume: 500n }, { details: { reason: 'TOTAL' } }),
  under(
    'TRADING_RESTRICTED',
    { tradeMode: 'CLOSE_ONLY' },
    {
      details: { ...restricted, mode: 'CLOSE_ONLY' },
    },
  ),
  under(
    'TRADING_RESTRICTED',
    { tradeMode: 'SHORT_ONLY' },
    {
      details: { ...restricted, mode: 'SHORT_ONLY' },
    },
  ),
  under(
    'TRADING_RESTRICTED',
    { tradeMode: 'LONG_ONLY' },
    {
      order: { side: 'SELL' },
      details: { ...restricted, mode: 'LONG_ONLY' },
    },
  ),
  inTheHouse('REDUCING'),
  inTheHouse('HALTED'),
  {
    code: 'TRADING_RESTRICTED',
    when: 'the group allows no opposite positions',
    prepare: async (desk) => {
      await openPosition(desk);
      await group(desk, { hedging: false });
    },
    details: { scope: 'ACCOUNT', mode: 'NO_HEDGING' },
    ...placing({ side: 'SELL' }),
  },
  under(
    'MARKET_CLOSED',
    { halt: { reason: 'CIRCUIT_BREAKER', untilMs: null } },
    {
      details: { reason: 'CIRCUIT_BREAKER', opensAt: null, retryAfter: 600 },
    },
  ),
  {
    code: 'PRICE_STALE',
    when: 'the pair that turns the profit into the account’s currency is old',
    prepare: async (desk) => {
      await changeAccount(desk, { currency: 'EUR' });
      desk.clock.nowMs += 60_000;
      desk.quote({ symbol: 'GBPUSD', bid: 127_000n, ask: 127_012n });
    },
    details: { symbol: 'GBPUSD', conversionSymbol: 'EURUSD', ageMs: 60_000 },
    ...placing({ symbol: 'GBPUSD' }),
  },
  priced('ORDER_TOO_CLOSE_TO_MARKET', 1.0949, { stopsLevel: 50n }),
  priced('PRICE_OUT_OF_RANGE', 0.05),
  priced('PRECISION', 1.090_000_1),
  under(
    'INVALID_SL_TP',
    { stopsLevel: 50n },
    {
      order: { sl: 1.0948 },
      details: { field: 'sl', kind: 'TOO_CLOSE' },
    },
  ),
  under(
    'INVALID_SL_TP',
    {},
    {
      order: { tp: 1.100_000_1 },
      details: { field: 'tp', kind: 'PRECISION' },
    },
  ),
  {
    code: 'LIMIT_EXCEEDED',
    when: 'no further position may be open',
    prepare: async (desk) => group(desk, { maxOpenPositions: 0 }),
    details: { kind: 'MAX_POSITIONS', limit: 0, current: 0 },
    ...placing({}),
  },
  {
    code: 'LIMIT_EXCEEDED',
    when: 'the account may not hold as much',
    prepare: async (desk) => group(desk, { maxExposure: 1_000_000n }),
    details: { kind: 'MAX_EXPOSURE', limit: 10_000, current: 0 },
    ...placing({}),
  },
  {
    code: 'MARGIN_INSUFFICIENT',
    when: 'a margin call stands',
    prepare: async (desk) => changeAccount(desk, { marginCallActive: true }),
    details: { volume: 50, reason: 'MARGIN_CALL' },
    ...placing({ volume: 50 }),
  },
  {
    code: 'MARGIN_INSUFFICIENT',
    when: 'the balance is below zero',
    prepare: async (desk) => changeAccount(desk, { balance: -100n }),
    details: { freeMargin: -1, maxVolume: 0, reason: 'NEGATIVE_BALANCE' },
    ...placing({}),
  },
];

const AFTERWARDS: readonly Provocation[] = [
  {
    code: 'MARGIN_INSUFFICIENT',
    when: 'an order is made larger than there is margin for',
    prepare: async ({ clientOf, signIn }) => {
      const { orders } = clientOf(await signIn('trader'));
      const wish = { accountId: 2, symbol: 'EURUSD', side: 'BUY', volume: 0.1 } as const;
      return { id: (await orders.placeLimit.mutate({ ...wish, price: 1.09 })).id };
    },
    rest: ({ id }) => ({ path: `/api/orders/${id}`, method: 'PATCH', body: { volume: 50 } }),
    client: async ({ orders }, { id }) => orders.modify.mutate({ orderId: String(id), volume: 50 }),
    details: { volume: 50, reason: 'MODIFY_ORDER' },
  },
  {
    code: 'INVALID_SL_TP',
    when: 'the level is so near that it may not be touched',
    prepare: async (desk) => {
      const made = await opened(desk);
      const { positions } = desk.clientOf(await desk.signIn('trader'));
      await positions.modify.mutate({ positionId: Number(made.id), sl: 1.0949 });
      await terms(desk, { freezeLevel: 50n });
      return made;
    },
    rest: ({ id }) => ({ path: '/api/positions/modify', body: { positionId: id, sl: 1.08 } }),
    client: async ({ positions }, { id }) =>
      positions.modify.mutate({ positionId: Number(id), sl: 1.08 }),
    details: { field: 'sl', kind: 'FROZEN' },
  },
  partly('STEP', 0.015),
  partly('REMAINDER', 0.08, async (desk) => terms(desk, { minVolume: 500n })),
  partly('NOT_ALLOWED', 0.05, async (desk) => group(desk, { partialClose: false })),
  {
    code: 'PARTIAL_CLOSE_INVALID',
    when: 'NOT_OPPOSITE',
    prepare: opened,
    rest: ({ id }) => ({
      path: '/api/positions/close-by',
      body: { positionId: id, oppositeId: id },
    }),
    client: async ({ positions }, { id }) =>
      positions.closeBy.mutate({ positionId: Number(id), oppositeId: Number(id) }),
    details: { kind: 'NOT_OPPOSITE' },
  },
];

export const REASON_PROVOCATIONS: readonly Provocation[] = [
  ...OPENING,
  ...OUT_OF_HOURS,
  ...AFTERWARDS,
];
