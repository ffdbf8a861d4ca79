/** How many rows each space has, what the login guide and the gateway promise, and which numbers mean two things. */
import { describe, expect, it } from 'vitest';
import {
  foreign,
  GATEWAY_REAL,
  GATEWAY_SPEC,
  gatewayReal,
  gatewaySpec,
  loginPolicyOf,
  lookupGatewayHttp,
  lookupGatewayReal,
  lookupGatewaySpec,
  MT5_LOGIN,
  mt5Login,
} from './index.ts';
import { TABLES } from './tables.ts';

describe('the spaces', () => {
  it('have as many rows as their sources', () => {
    const counts = Object.fromEntries([...TABLES].map(([space, { rows }]) => [space, rows.length]));
    expect(counts).toEqual({
      'gateway.spec': 21 + 9 + 11 + 6 + 4 + 6,
      'gateway.real': 97,
      'mt5.login': 19,
      // 41 of the terminal, and two of the agent's own.
      'mt5.trade': 41 + 2,
      'mt5.terminal': 39 + 15,
      'mt5.manager': 175,
      // 17 of FIX 4.4, and two of FIX 5.0 that providers send all the same.
      'fix.103': 17 + 2,
      'fix.102': 8,
      'fix.373': 19,
      'fix.380': 8,
      'fix.281': 13,
      'fix.434': 2,
      'fix.39': 14,
      'fix.150': 17,
      'fix.340': 7,
      'fix.326': 22,
      'venue.oanda': 14,
      'venue.alpaca': 8,
      'venue.binance': 13,
      'venue.ib': 14,
      'venue.ccxt': 11,
      'venue.ctrader': 54,
    });
  });

  it.each([
    [3, 11],
    [4, 6],
    [5, 4],
    [6, 6],
  ])('give code %i of the gateway its %i reasons', (code, count) => {
    const own = GATEWAY_SPEC.rows.filter(({ number }) => String(number).startsWith(`${code}/`));
    expect(own).toHaveLength(count);
    for (const row of own) expect(row.number).toBe(`${code}/${row.name}`);
  });

  it('give the real gateway twenty operations, each with its own success', () => {
    const successes = GATEWAY_REAL.rows.filter(({ number }) => number === 0);
    expect(successes).toHaveLength(20);
    expect(successes.every(({ code }) => code === null)).toBe(true);
  });
});

/** What the same number is elsewhere: reading it in the wrong space loses or doubles money. */
const CLASHES = [
  [10004, 'Invalid account', 'AUTH_INVALID', 'TRADE_RETCODE_REQUOTE', 'PRICE_CHANGED'],
  [
    10006,
    'No connection to trade server',
    'LP_NOT_CONNECTED',
    'TRADE_RETCODE_REJECT',
    'ORDER_REJECTED',
  ],
  [10008, 'Too frequent requests', 'RATE_LIMIT_EXCEEDED', 'TRADE_RETCODE_PLACED', null],
  [10009, 'Malformed data', 'INVALID_REQUEST', 'TRADE_RETCODE_DONE', null],
  [10010, 'Invalid request', 'INVALID_REQUEST', 'TRADE_RETCODE_DONE_PARTIAL', null],
  [10012, 'Account disabled', 'ACCOUNT_DISABLED', 'TRADE_RETCODE_TIMEOUT', 'LP_TIMEOUT'],
  [10018, 'Disconnected', 'LP_NOT_CONNECTED', 'TRADE_RETCODE_MARKET_CLOSED', 'MARKET_CLOSED'],
  [10019, 'Market closed', 'MARKET_CLOSED', 'TRADE_RETCODE_NO_MONEY', 'MARGIN_INSUFFICIENT'],
  [10020, 'Too many logins', 'RATE_LIMIT_EXCEEDED', 'TRADE_RETCODE_PRICE_CHANGED', 'PRICE_CHANGED'],
] as const;

describe('a number in two spaces', () => {
  it.each(CLASHES)('%i is one thing at a login, another in a trade', (...clash) => {
    const [number, loginName, loginCode, tradeName, tradeCode] = clash;
    expect(foreign('mt5.login', number)).toMatchObject({ name: loginName, code: loginCode });
    expect(foreign('mt5.trade', number)).toMatchObject({ name: tradeName, code: tradeCode });
  });

  it('differs even between operations of one gateway', () => {
    const placed = lookupGatewayReal('place', gatewayReal('place', 5));
    const closed = lookupGatewayReal('closeContract', gatewayReal('closeContract', 5));
    expect(placed).toMatchObject({ code: 'MARKET_CLOSED' });
    expect(closed).toMatchObject({ code: 'ORDER_REJECTED' });
    expect(lookupGatewaySpec(gatewaySpec(5))).toMatchObject({ code: 'MARGIN_INSUFFICIENT' });
  });

  it('never reads "still being processed" as a refusal', () => {
    const place = gatewayReal('place', 6);
    expect(lookupGatewayReal('place', place)).toMatchObject({ code: null, outcome: 'UNKNOWN' });
  });
});

describe('the gateway specification', () => {
  it('keeps its scenarios: authentication is retried three times, missing margin never', () => {
    expect(lookupGatewaySpec(gatewaySpec(1))).toMatchObject({
      retryable: true,
      maxRetries: 3,
      userMessage: 'Authentication failed. Please log in again.',
    });
    expect(lookupGatewaySpec(gatewaySpec(5))).toMatchObject({
      retryable: false,
      maxRetries: 0,
      userMessage: 'Insufficient account balance.',
    });
  });

  it.each([
    [1, [1_000, 2_000, 4_000], 3],
    [15, [2_000, 5_000, 10_000, 20_000, 30_000], 5],
    [18, [5_000, 10_000, 30_000, 60_000], 10],
  ])('keeps the delays of %i', (code, delaysMs, maxRetries) => {
    expect(lookupGatewaySpec(gatewaySpec(code))).toMatchObject({ delaysMs, maxRetries });
  });

  it.each([
    [400, 0],
    [401, 3],
    [403, 0],
    [404, 0],
    [429, 5],
    [500, 3],
    [502, 5],
    [503, 5],
    [504, 3],
  ])('keeps HTTP %i with %i retries', (httpStatus, maxRetries) => {
    expect(lookupGatewayHttp(httpStatus)).toMatchObject({ httpStatus, maxRetries });
  });

  it('answers with the reason’s own row, and with the code’s where the reason is new', () => {
    const closed = gatewaySpec(6);
    expect(lookupGatewaySpec(closed, 'HOLIDAY_CLOSED')).toMatchObject({
      reason: 'HOLIDAY_CLOSED',
      userMessage: 'Markets closed for {holiday}. Opens on {date}.',
    });
    expect(lookupGatewaySpec(closed, 'ECLIPSE')).toMatchObject({ name: 'MarketClosed' });
  });

  it('says for each row whether a retry is allowed, and never a number where it is not', () => {
    for (const { retryable, maxRetries, userMessage } of GATEWAY_SPEC.rows) {
      expect(retryable || maxRetries === 0).toBe(true);
      expect(userMessage).toMatch(/^[A-Z]/);
    }
  });
});

describe('the login guide', () => {
  it('stops at once, backs off, or tries five times, as its table says', () => {
    const once = MT5_LOGIN.rows.filter(({ policy }) => policy.attemptsMax === 1);
    expect(new Set(once.map(({ number }) => number))).toEqual(
      new Set([10007, 10009, 10010, 10012, 10015, 10016, 10017, 10019, 10021]),
    );
    for (const { policy } of once) expect(policy.schedule).toEqual({ kind: 'none' });
  });

  it.each([
    [10004, { kind: 'list', delaysMs: [5_000, 10_000, 30_000, 60_000] }],
    [10014, { kind: 'list', delaysMs: [5_000, 10_000, 30_000, 60_000] }],
    [10008, { kind: 'exponential', firstMs: 30_000, factor: 2, capMs: 600_000 }],
    [10020, { kind: 'exponential', firstMs: 60_000, factor: 2, capMs: 900_000 }],
    [10011, { kind: 'fixed', everyMs: 30_000 }],
    [10099, { kind: 'fixed', everyMs: 10_000 }],
  ])('waits after %i as it is ruled', (code, schedule) => {
    expect(loginPolicyOf(mt5Login(code))).toMatchObject({ schedule, attemptsMax: 5 });
  });

  it('names its seven alerts for the codes of its alert table, and no others', () => {
    const named = MT5_LOGIN.rows.filter(({ policy }) => policy.alertInGuide);
    expect(Object.groupBy(named, ({ policy }) => policy.alert)).toMatchObject({
      'Authentication Failure': [{ number: 10004 }, { number: 10014 }],
      'Connection Error': [{ number: 10011 }, { number: 10018 }, { number: 10022 }],
      'Permission Error': [{ number: 10007 }, { number: 10017 }],
      'Rate Limiting': [{ number: 10008 }, { number: 10020 }],
      'Account Disabled': [{ number: 10012 }],
      'Market Closed': [{ number: 10019 }],
      'Session Expired': [{ number: 10023 }],
    });
    expect(named).toHaveLength(12);
  });

  it('never sends refused credentials again unchanged', () => {
    const blocked = MT5_LOGIN.rows.filter(({ policy }) => policy.blocksCredentials);
    expect(new Set(blocked.map(({ number }) => number))).toEqual(new Set([10004, 10014, 10015]));
  });

  it('knows no 10005', () => {
    expect(foreign('mt5.login', 10005)).toMatchObject({ known: false, number: 10005 });
  });
});
