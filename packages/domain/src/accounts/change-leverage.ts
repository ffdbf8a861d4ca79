/** Giving an account another leverage: what it holds is margined anew, and that must fit. */
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { instrumentOf } from '../instruments/find-instrument.ts';
import { appliedLeverage, exposureMargin, marginExchange } from '../margin/exposure-margin.ts';
import { lotsNumber, moneyNumber, percentNumber } from '../money/wire.ts';
import type { Position } from '../positions/position.ts';
import type { Account } from './account.ts';
import type { Summary } from './summary.ts';
import { summarise } from './summary.ts';

export interface LeverageChange {
  readonly account: Account;
  /** In the order of the facts; the same object where the margin is the same. */
  readonly positions: readonly Position[];
}

/**
 * The account with its new leverage and its positions with margins by it, at their opening prices and today's mid rates.
 * Refused when more margin than before would be more than there is. What working orders have reserved stays; a position
 * whose rate was never quoted keeps its margin.
 *
 * @param leverage - 100n means 1:100; greater than zero. Group and instruments may still allow less.
 */
export function changeLeverage(
  leverage: bigint,
  facts: TradingFacts,
): Decision<'MARGIN_INSUFFICIENT', LeverageChange> {
  const account = { ...facts.account, leverage, version: facts.account.version + 1 };
  const changed = { ...facts, account };
  const positions = facts.positions.map((position) => remargined(position, changed));
  const before = summarise(facts);
  const after = summarise({ ...changed, positions });
  if (after.margin <= before.margin || after.freeMargin >= 0n) {
    return accepted({ account, positions });
  }
  return refuseLeverage({ changed, positions, before, after });
}

function remargined(position: Position, facts: TradingFacts): Position {
  const { account, instruments } = facts;
  const instrument = instrumentOf(position.symbol, instruments);
  const { rate } = marginExchange(instrument, account, facts);
  if (rate === null) return position;
  const leverage = appliedLeverage(facts, instrument);
  const exposure = { volume: position.volume, price: position.openPrice };
  const terms = { instrument, leverage, currency: account.currency, rate };
  const margin = exposureMargin(exposure, terms);
  return margin === position.margin
    ? position
    : { ...position, margin, version: position.version + 1 };
}

interface Shortfall {
  /** The facts with the new leverage and the old margins. */
  readonly changed: TradingFacts;
  readonly positions: readonly Position[];
  readonly before: Summary;
  readonly after: Summary;
}

/** Told by the position that ties up most: there is one, or no margin would have grown. */
function refuseLeverage(shortfall: Shortfall): Decision<'MARGIN_INSUFFICIENT', never> {
  const { changed, positions, before, after } = shortfall;
  const largest = positions.reduce((most, one) => (one.margin > most.margin ? one : most));
  const instrument = instrumentOf(largest.symbol, changed.instruments);
  const { currency, freeMargin } = before;
  return refused('MARGIN_INSUFFICIENT', {
    requiredMargin: moneyNumber(after.margin - before.margin, currency),
    freeMargin: moneyNumber(freeMargin, currency),
    availableMargin: moneyNumber(freeMargin, currency),
    symbol: largest.symbol,
    volume: lotsNumber(largest.volume),
    leverage: Number(appliedLeverage(changed, instrument)),
    currency,
    marginLevelAfter: after.marginLevel === null ? null : percentNumber(after.marginLevel),
    maxVolume: 0,
    reason: 'MODIFY_ORDER',
  });
}
