/** The quotes of the moment: walking, pinned or stopped. Pure: a board in, a board out. */
import { INSTRUMENTS, type Instrument } from './instruments.ts';
import { nextStep, startWalk, type Walk } from './walk.ts';

/** In points of the instrument. */
export interface Quote {
  readonly instrument: Instrument;
  readonly bid: bigint;
  readonly ask: bigint;
}

interface Row {
  readonly walk: Walk;
  readonly pinned: { readonly bid: bigint; readonly ask: bigint } | null;
  readonly stopped: boolean;
}

export type QuoteBoard = ReadonlyMap<string, Row>;

export function openBoard(seed: number): QuoteBoard {
  return new Map(
    [...INSTRUMENTS.values()].map((instrument) => [
      instrument.symbol,
      { walk: startWalk(instrument, seed), pinned: null, stopped: false },
    ]),
  );
}

/** One tick of every symbol. A pinned symbol walks on underneath, unseen. */
export function tick(board: QuoteBoard): QuoteBoard {
  return mapRows(board, (row) => ({ ...row, walk: nextStep(row.walk) }));
}

export function pin(board: QuoteBoard, symbol: string, pinned: Row['pinned']): QuoteBoard {
  return mapRows(board, (row, name) =>
    name === symbol ? { ...row, pinned, stopped: false } : row,
  );
}

/** No more updates of this symbol; its last price stays the price of orders. */
export function stop(board: QuoteBoard, symbol: string): QuoteBoard {
  return mapRows(board, (row, name) =>
    name === symbol ? { ...row, pinned: pricesOf(row), stopped: true } : row,
  );
}

/** Pins and stops are gone; the walk goes on where it is. */
export function release(board: QuoteBoard): QuoteBoard {
  return mapRows(board, (row) => ({ ...row, pinned: null, stopped: false }));
}

export function quoteOf(board: QuoteBoard, symbol: string): Quote | undefined {
  const row = board.get(symbol);
  return row && { instrument: row.walk.instrument, ...pricesOf(row) };
}

/** The same quote so many points higher; a price never falls to nothing. */
export function shifted(quote: Quote, points: bigint): Quote {
  if (points === 0n) return quote;
  const bid = quote.bid + points;
  const shift = bid > 0n ? points : 1n - quote.bid;
  return { ...quote, bid: quote.bid + shift, ask: quote.ask + shift };
}

export function isStopped(board: QuoteBoard, symbol: string): boolean {
  return board.get(symbol)?.stopped ?? false;
}

function pricesOf({ walk, pinned }: Row): { readonly bid: bigint; readonly ask: bigint } {
  return pinned ?? { bid: walk.bid, ask: walk.bid + walk.instrument.spread };
}

function mapRows(board: QuoteBoard, change: (row: Row, symbol: string) => Row): QuoteBoard {
  return new Map([...board].map(([symbol, row]) => [symbol, change(row, symbol)]));
}
