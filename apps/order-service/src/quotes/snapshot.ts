/** `quotes.snapshot`: the prices that the caller's account sees, each with its age. */
import {
  instrumentNamed,
  pricingLpOf,
  type QuoteDeps,
  type Quotes,
  quoteView,
} from './prices-for.ts';

export function quotesSnapshot(deps: QuoteDeps): Quotes['snapshot'] {
  return async (input, call) => {
    const { market } = deps;
    const names = input.symbols ?? [...market.reference().instruments.keys()];
    const chosen = names.map((symbol) => instrumentNamed(symbol, market, call));
    const quotes = market.board.quotesOf(await pricingLpOf(deps, call.caller));
    return chosen.map((instrument) => quoteView(instrument, quotes(instrument.name), market));
  };
}
