/** How much an account may hold in the market at once, measured by what it is worth and not by what it ties up. */
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { exposureMargin, marginExchange } from '../margin/exposure-margin.ts';
import { minorPerUnit } from '../money/currency.ts';
import { roundUp } from '../money/rounding.ts';
import type { Ratio } from '../money/rounding.ts';
import type { Minor, Points, Vol4 } from '../money/units.ts';
import type { Side } from '../quotes/quote.ts';
import { isOpening, restOf } from './open-orders.ts';

interface Wanted {
  readonly symbol: string;
  readonly side: Side;
  readonly volume: Vol4;
  readonly price: Points;
}

/**
 * Whether the order keeps the account within its group's `maxExposure`. Exposure is, symbol by symbol, the notional value
 * by which longs and shorts differ, positions and orders under way alike; what is resting does not count. An order that
 * does not add to it is never refused, so that a way out is always open.
 */
export function exposureLimit(
  wanted: Wanted,
  facts: TradingFacts,
): Decision<'LIMIT_EXCEEDED', object> {
  const { maxExposure } = facts.group;
  if (maxExposure === null) return accepted({});
  const legs = signedLegs(facts);
  const before = total(legs);
  const leg = legs.get(wanted.symbol) ?? 0n;
  legs.set(wanted.symbol, leg + signed(wanted.side, notional(wanted, facts)));
  const after = total(legs);
  if (after <= before || after <= maxExposure) return accepted({});
  const { currency } = facts.account;
  return refused('LIMIT_EXCEEDED', {
    kind: 'MAX_EXPOSURE',
    limit: wholeUnits(maxExposure, currency),
    current: wholeUnits(before, currency),
  });
}

/** Long above zero, short below. */
function signedLegs(facts: TradingFacts): Map<string, Minor> {
  const legs = new Map<string, Minor>();
  const add = (held: Wanted): void => {
    const leg = legs.get(held.symbol) ?? 0n;
    legs.set(held.symbol, leg + signed(held.side, notional(held, facts)));
  };
  for (const { openPrice: price, ...position } of facts.positions) add({ ...position, price });
  for (const order of facts.orders) {
    if (!isOpening(order)) continue;
    add({ ...order, volume: restOf(order), price: order.requestedPrice });
  }
  return legs;
}

const signed = (side: Side, value: Minor): Minor => (side === 'BUY' ? value : -value);

function total(legs: ReadonlyMap<string, Minor>): Minor {
  let sum = 0n;
  for (const leg of legs.values()) sum += leg < 0n ? -leg : leg;
  return sum;
}

const WHOLE = 10_000n;

/** What the volume is worth in the account's minor units, at the mid rate: margin as if there were no leverage. */
function notional({ symbol, volume, price }: Wanted, facts: TradingFacts): Minor {
  const { account } = facts;
  const instrument = facts.instruments.get(symbol);
  if (instrument === undefined) return 0n;
  const rate = marginExchange(instrument, account, facts).rate ?? SAME;
  const whole: Instrument = { ...instrument, marginRate: WHOLE };
  const terms = { instrument: whole, leverage: 1n, currency: account.currency, rate };
  return exposureMargin({ volume, price }, terms);
}

/** Of a currency that was never quoted since the start: as good a guess as any, until it is. */
const SAME: Ratio = { num: 1n, den: 1n };

/** Rounded up: the details carry whole units of the account's currency. */
const wholeUnits = (amount: Minor, currency: string): number =>
  Number(roundUp({ num: amount, den: minorPerUnit(currency) }));
