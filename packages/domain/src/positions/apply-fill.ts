/** One execution, whatever its order was for: the one way from a fill to the books. */
import { applyClosingFill } from './apply-closing-fill.ts';
import { applyNettingFill } from './apply-netting-fill.ts';
import { applyOpeningFill } from './apply-opening-fill.ts';
import type { FillInput, FillResult } from './fill.ts';

/**
 * @param input - On a hedging account with the position that the order has opened or closes, on a netting account with
 *   the symbol's position.
 * @throws Error as the fill of that kind does.
 */
export function applyFill(input: FillInput): FillResult {
  if (input.facts.account.marginMode === 'NETTING') return applyNettingFill(input);
  return input.order.reduces === null ? applyOpeningFill(input) : applyClosingFill(input);
}
