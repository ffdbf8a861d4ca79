/** Candles of two runs as one series: the last of the one and the first of the other may be of the same stretch of time. */
import type { Candle } from './price-history.ts';

/** Both the oldest first. */
export function joinedCandles(before: readonly Candle[], since: readonly Candle[]): Candle[] {
  const [first] = since;
  if (first === undefined) return [...before];
  const older = before.filter(({ startMs }) => startMs < first.startMs);
  const same = before.find(({ startMs }) => startMs === first.startMs);
  return [...older, same === undefined ? first : oneOf(same, first), ...since.slice(1)];
}

const oneOf = (earlier: Candle, later: Candle): Candle => ({
  startMs: earlier.startMs,
  open: earlier.open,
  high: earlier.high > later.high ? earlier.high : later.high,
  low: earlier.low < later.low ? earlier.low : later.low,
  close: later.close,
  changes: earlier.changes + later.changes,
});
