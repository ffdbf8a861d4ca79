/** From the symbol that a client typed to the contract behind it. */
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import { editDistance } from './edit-distance.ts';
import type { Instrument } from './instrument.ts';

const SUGGESTIONS_MAX = 20;
/** Longer than any name; bounds the cost of comparing nonsense. */
const COMPARED_MAX = 32;

type Instruments = ReadonlyMap<string, Instrument>;

/** The instrument, unless it is unknown or switched off. Names are exact, upper and lower case included. */
export function findInstrument(
  symbol: string,
  instruments: Instruments,
): Decision<'INVALID_SYMBOL', Instrument> {
  const instrument = instruments.get(symbol);
  if (instrument !== undefined && instrument.tradeMode !== 'DISABLED') return accepted(instrument);
  return refused('INVALID_SYMBOL', {
    symbol,
    availableSymbols: nearestSymbols(symbol, instruments),
    reason: instrument === undefined ? 'UNKNOWN' : 'DISABLED',
  });
}

/** The tradable names, nearest first and alphabetical among equals, at most twenty. */
export function nearestSymbols(symbol: string, instruments: Instruments): string[] {
  const typed = symbol.slice(0, COMPARED_MAX).toUpperCase();
  return [...instruments.values()]
    .filter(({ tradeMode }) => tradeMode !== 'DISABLED')
    .map(({ name }) => ({ name, distance: editDistance(typed, name.toUpperCase()) }))
    .toSorted((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, SUGGESTIONS_MAX)
    .map(({ name }) => name);
}

/**
 * The instrument of something that already exists, such as a position.
 *
 * @throws Error when it is missing: instruments are switched off, never removed.
 */
export function instrumentOf(symbol: string, instruments: Instruments): Instrument {
  const instrument = instruments.get(symbol);
  if (instrument === undefined) throw new Error(`no instrument ${symbol}`);
  return instrument;
}
