/** The stop loss at the entry, so that a winning position can no longer lose. */
import type { Decision } from '../decision.ts';
import { accepted } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { instrumentOf } from '../instruments/find-instrument.ts';
import type { Points } from '../money/units.ts';
import type { ModifyPositionCode } from './modify-levels.ts';
import { changeable, decideModifyLevels } from './modify-levels.ts';
import type { Position } from './position.ts';
import { behind, tighter } from './trailing.ts';

/**
 * The position with its stop loss at the open price, or `offset` points on the winning side of it. A stop loss that is
 * tighter already stays. INVALID_SL_TP when the market has not got so far.
 */
export function decideBreakEven(
  offset: Points,
  position: Position,
  facts: TradingFacts,
): Decision<ModifyPositionCode, Position> {
  const found = changeable(position, facts);
  if (!found.ok) return found;
  const { side, openPrice } = position;
  const sl = tighter(side, position.sl, behind(side, openPrice, -offset));
  if (sl === position.sl) return accepted(position);
  const { digits } = instrumentOf(position.symbol, facts.instruments);
  return decideModifyLevels({ sl: { unscaled: sl, scale: digits } }, position, facts);
}
