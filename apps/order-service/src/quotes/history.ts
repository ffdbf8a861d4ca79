/** `quotes.ticks` and `quotes.candles`: what the caller's prices have been since the start. */
import { priceOf } from '../market/units.ts';
import {
  instrumentNamed,
  pricingLpOf,
  type QuoteDeps,
  type Quotes,
  tickView,
} from './prices-for.ts';

const ROWS = 500;

export const priceHistory = (deps: QuoteDeps): Pick<Quotes, 'ticks' | 'candles'> => ({
  ticks: async ({ symbol, limit = ROWS }, call) => {
    const instrument = instrumentNamed(symbol, deps.market, call);
    const lp = await pricingLpOf(deps, call.caller);
    const { maxTicksPerSymbol } = deps.market.reference().settings.defaults;
    const shown = deps.history.ticks(lp, symbol, Math.min(limit, maxTicksPerSymbol));
    return shown.map((quote) => tickView(instrument, quote));
  },
  candles: async ({ symbol, timeframe = '1m', limit = ROWS }, call) => {
    const instrument = instrumentNamed(symbol, deps.market, call);
    const lp = await pricingLpOf(deps, call.caller);
    return deps.history.candles({ lp, symbol, timeframe }, limit).map((candle) => ({
      timestamp: candle.startMs,
      open: priceOf(candle.open, instrument),
      high: priceOf(candle.high, instrument),
      low: priceOf(candle.low, instrument),
      close: priceOf(candle.close, instrument),
      volume: candle.changes,
    }));
  },
});
