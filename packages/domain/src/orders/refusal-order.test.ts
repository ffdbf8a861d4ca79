/** Which refusal wins when several would be right, and that there is always an answer. */
import { decimalOf, detailFaults, rowOf } from '@faultline/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TradingFacts } from '../facts/trading-facts.ts';
import type { CloseCode } from '../positions/decide-close.ts';
import { decideClose } from '../positions/decide-close.ts';
import { previewClose } from '../positions/preview-close.ts';
import {
  account,
  facts,
  group,
  instruments,
  NOW_MS,
  position,
  quotes,
  request,
} from '../testing/desk.ts';
import type { MarketOrderRequest, PlacementCode } from './decide-market-order.ts';
import { decideMarketOrder } from './decide-market-order.ts';
import { previewMarketOrder } from './preview.ts';

type Wanted = MarketOrderRequest;
type Violation = (wanted: Wanted, given: TradingFacts) => [Wanted, TradingFacts];

const forbid: Violation = (wanted, given) => [
  wanted,
  { ...given, instruments: instruments({ EURUSD: { tradeMode: 'CLOSE_ONLY' } }) },
];
const outrun: Violation = (wanted, given) => [
  { ...wanted, expectedPrice: wanted.expectedPrice ?? decimalOf(1.09), maxDeviation: 3 },
  given,
];
const changeAccount =
  (changes: Partial<TradingFacts['account']>): Violation =>
  (wanted, given) => [wanted, { ...given, account: { ...given.account, ...changes } }];
const changeFacts =
  (changes: Partial<TradingFacts>): Violation =>
  (wanted, given) => [wanted, { ...given, ...changes }];
const changeRequest =
  (changes: Partial<Wanted>): Violation =>
  (wanted, given) => [{ ...wanted, ...changes }, given];

const CLOSED = {
  open: false,
  opensAtMs: null,
  reason: 'HOLIDAY_CLOSED',
  holiday: 'New Year',
} as const;

/** One way to break each rule, in the order in which the rules are looked at. */
const VIOLATIONS: readonly (readonly [PlacementCode, Violation])[] = [
  ['ACCOUNT_DISABLED', changeAccount({ tradeState: 'DISABLED' })],
  ['INVALID_SYMBOL', changeRequest({ symbol: 'EURUSX' })],
  ['INVALID_VOLUME', changeRequest({ volume: decimalOf(100.5) })],
  ['TRADING_RESTRICTED', forbid],
  ['MARKET_CLOSED', changeFacts({ session: () => CLOSED })],
  ['LP_NOT_CONNECTED', changeFacts({ venues: [] })],
  ['PRICE_STALE', changeFacts({ nowMs: NOW_MS + 60_000 })],
  ['INVALID_PRICE', changeRequest({ expectedPrice: decimalOf(1.0950001) })],
  ['INVALID_SL_TP', changeRequest({ sl: decimalOf(2) })],
  ['LIMIT_EXCEEDED', changeFacts({ group: group({ maxOpenPositions: 0 }) })],
  ['MARGIN_INSUFFICIENT', changeAccount({ balance: 1n })],
  ['PRICE_CHANGED', outrun],
];

describe('the refusal of a market order', () => {
  it('is the earliest of all that apply, and fills in what its row promises', () => {
    fc.assert(
      fc.property(fc.subarray([...VIOLATIONS]), (broken) => {
        const start: [Wanted, TradingFacts] = [request(), facts()];
        const [wanted, given] = broken.reduce((both, [, violate]) => violate(...both), start);
        const decision = decideMarketOrder(wanted, given);
        expect(decision.ok ? undefined : decision.refusal.code).toBe(broken[0]?.[0]);
        const preview = previewMarketOrder(wanted, given);
        expect(preview.ok).toBe(decision.ok);
        expect(preview.failures[0]).toEqual(decision.ok ? undefined : decision.refusal);
        for (const { code, details } of preview.failures) {
          expect(detailFaults(rowOf(code).details, details)).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true });
  const nearby = fc.oneof(
    anyNumber,
    fc.integer({ min: -5, max: 2_000 }).map((steps) => steps / 100),
    fc.double({ min: 1.09, max: 1.1, noNaN: true }),
  );
  const decimals = nearby.map(decimalOf);

  it('is always an answer, whatever decimals the client typed', () => {
    const wanted = fc.record({
      symbol: fc.oneof(fc.constantFrom(...instruments().keys()), fc.string()),
      side: fc.constantFrom('BUY' as const, 'SELL' as const),
      volume: decimals,
      sl: fc.option(decimals),
      tp: fc.option(decimals),
      maxDeviation: fc.constant(null),
      clientOrderId: fc.constant(null),
    });
    const holders = fc.record({
      balance: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 12n }),
      currency: fc.constantFrom('USD', 'EUR', 'JPY', 'BTC', 'PLN'),
      leverage: fc.bigInt({ min: 1n, max: 1_000n }),
    });
    const modes = fc.constantFrom('MAX' as const, 'SUM' as const, 'NET' as const);
    fc.assert(
      fc.property(wanted, holders, modes, (order, holder, hedgedMargin) => {
        const decision = decideMarketOrder(
          order,
          facts({ account: account(holder), group: group({ hedgedMargin }) }),
        );
        if (decision.ok) return;
        const { code, details } = decision.refusal;
        expect(detailFaults(rowOf(code).details, details)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});

const SHUT = { status: 'CLOSED', closedAtMs: NOW_MS, closeReason: 'CLIENT' } as const;
const LOCKED = { status: 'CLOSING', lockOrderId: 'ORD-9' } as const;

describe('the refusal of a close', () => {
  const violations = fc.record({
    disabled: fc.boolean(),
    state: fc.constantFrom(null, SHUT, LOCKED),
    volume: fc.constantFrom(null, 0.5),
    closed: fc.boolean(),
    down: fc.boolean(),
    stale: fc.boolean(),
    halted: fc.boolean(),
    moved: fc.boolean(),
  });

  it('is the earliest of all that apply', () => {
    fc.assert(
      fc.property(violations, ({ disabled, state, volume, closed, down, stale, halted, moved }) => {
        const applying: (readonly [boolean, CloseCode])[] = [
          [disabled, 'ACCOUNT_DISABLED'],
          [state === SHUT, 'POSITION_ALREADY_CLOSED'],
          [state === LOCKED, 'POSITION_LOCKED'],
          [volume !== null, 'PARTIAL_CLOSE_INVALID'],
          [halted, 'TRADING_RESTRICTED'],
          [closed, 'MARKET_CLOSED'],
          [down, 'LP_NOT_CONNECTED'],
          [stale, 'PRICE_STALE'],
          [moved, 'PRICE_CHANGED'],
        ];
        const asked = [
          {
            volume: volume === null ? null : decimalOf(volume),
            maxDeviation: 5,
            expectedPrice: moved ? decimalOf(1.1) : null,
          },
          position(state ?? {}),
          facts({
            account: account(disabled ? { tradeState: 'DISABLED' } : {}),
            ...(closed ? { session: () => CLOSED } : {}),
            ...(down ? { venues: [] } : {}),
            ...(stale ? { quotes: quotes({ EURUSD: null }) } : {}),
            ...(halted ? { broker: { tradingState: 'HALTED', reason: null } } : {}),
          }),
        ] as const;
        const decision = decideClose(...asked);
        const preview = previewClose(...asked);
        expect(preview.failures[0]).toEqual(decision.ok ? undefined : decision.refusal);
        const expected = applying.find(([applies]) => applies)?.[1];
        expect(decision.ok ? undefined : decision.refusal.code).toBe(expected);
        if (decision.ok) return;
        const { code, details } = decision.refusal;
        expect(detailFaults(rowOf(code).details, details)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
