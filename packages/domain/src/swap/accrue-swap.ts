/** What holding a position over the nights costs or earns. It accrues on the position and is booked when that closes. */
import { exchangeRate } from '../conversion/conversion.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import type { Schedule } from '../hours/schedule.ts';
import type { Rollover } from '../hours/trading-day.ts';
import { rolloversBetween } from '../hours/trading-day.ts';
import { holidayOn } from '../hours/trading-hours.ts';
import { localDate } from '../hours/wall-time.ts';
import { instrumentOf } from '../instruments/find-instrument.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { minorPerUnit } from '../money/currency.ts';
import type { Ratio } from '../money/rounding.ts';
import { roundDown, roundHalfAway, times } from '../money/rounding.ts';
import type { Minor } from '../money/units.ts';
import { ONE_LOT } from '../money/units.ts';
import type { Position } from '../positions/position.ts';
import { dealingPrice, opposite } from '../quotes/quote.ts';

const HUNDREDTHS = 100n;
const HUNDREDTHS_OF_PERCENT = 10_000n;
const BANK_YEAR_DAYS = 360n;
const TRIPLE = 3n;

/**
 * The position with the swap of every rollover since `swappedToMs` up to now; the same object when none was due. Asking
 * late is like asking each night, at today's rates, and asking twice changes nothing.
 *
 * The night of `tripleDay` counts three times. The night of a day on which the instrument's market is closed for a
 * holiday falls due with the next. Each rollover is rounded by itself: halves away from zero, a converted credit down.
 * While a needed price was never quoted, nothing accrues and nothing is lost.
 *
 * Accrue before the volume changes: nights are charged on what is open now.
 *
 * @param schedule - The instrument's.
 */
export function accrueSwap(position: Position, facts: TradingFacts, schedule: Schedule): Position {
  if (position.status === 'CLOSED') return position;
  const due = dueNights(position, facts, schedule);
  const last = due.at(-1);
  if (last === undefined) return position;
  const swap = facts.group.swapFree ? 0n : swapOf(position, due, facts);
  if (swap === null) return position;
  return {
    ...position,
    swap: position.swap + swap,
    swappedToMs: last.atMs,
    version: position.version + 1,
  };
}

/** A rollover at which swap is charged, for so many nights. */
interface Due {
  readonly atMs: number;
  readonly nights: bigint;
}

function dueNights(
  { symbol, swappedToMs }: Position,
  { instruments, nowMs }: TradingFacts,
  schedule: Schedule,
): Due[] {
  const { tripleDay } = instrumentOf(symbol, instruments).swap;
  const due: Due[] = [];
  let nights = 0n;
  for (const rollover of rolloversBetween(swappedToMs, nowMs)) {
    nights += rollover.day === tripleDay ? TRIPLE : 1n;
    if (isHoliday(rollover, schedule)) continue;
    due.push({ atMs: rollover.atMs, nights });
    nights = 0n;
  }
  return due;
}

const isHoliday = ({ atMs }: Rollover, schedule: Schedule): boolean =>
  holidayOn(schedule, localDate(atMs, schedule.timezone))?.hours === null;

/** In the account's minor units; `null` when a price was never quoted. */
function swapOf(position: Position, due: readonly Due[], facts: TradingFacts): Minor | null {
  const instrument = instrumentOf(position.symbol, facts.instruments);
  const { currency } = facts.account;
  const nightly = nightlySwap(position, instrument, facts);
  if (nightly === null) return null;
  if (nightly.num === 0n) return 0n;
  const isCredit = nightly.num > 0n;
  const side = isCredit ? 'DUE' : 'OWED';
  const { rate } = exchangeRate({ from: instrument.quoteCurrency, to: currency, side }, facts);
  if (rate === null) return null;
  const { num, den } = times(nightly, rate);
  const isConverted = instrument.quoteCurrency !== currency;
  const round = isCredit && isConverted ? roundDown : roundHalfAway;
  return due.reduce(
    (sum, { nights }) => sum + round({ num: num * nights * minorPerUnit(currency), den }),
    0n,
  );
}

/** One night in units of the quote currency; `null` when a percentage has no price to be of. */
function nightlySwap(
  position: Position,
  instrument: Instrument,
  { quotes }: TradingFacts,
): Ratio | null {
  const { contractSize, digits, swap } = instrument;
  const terms = position.side === 'BUY' ? swap.long : swap.short;
  const units = position.volume * contractSize * terms;
  const pointsPerUnit = 10n ** BigInt(digits);
  switch (swap.mode) {
    case 'NONE':
      return { num: 0n, den: 1n };
    case 'POINTS':
      return { num: units, den: ONE_LOT * pointsPerUnit * HUNDREDTHS };
    case 'PERCENT': {
      const quote = quotes(position.symbol);
      if (quote === undefined) return null;
      const price = dealingPrice(opposite(position.side), quote);
      const den = ONE_LOT * pointsPerUnit * HUNDREDTHS_OF_PERCENT * BANK_YEAR_DAYS;
      return { num: units * price, den };
    }
  }
}
