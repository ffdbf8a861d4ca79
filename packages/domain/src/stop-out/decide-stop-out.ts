/** Which position a margin level at or below the stop-out level closes next. */
import type { AccountGroup } from '../accounts/account-group.ts';
import { marginLevel, summarise } from '../accounts/summary.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { usedMargin } from '../margin/used-margin.ts';
import { roundUp } from '../money/rounding.ts';
import type { Minor } from '../money/units.ts';
import type { Position } from '../positions/position.ts';
import { tradableQuote } from '../orders/tradable-quote.ts';
import { valuationOf } from '../positions/profit.ts';

export type StopOutStep =
  /** The level is above the stop-out level, or there is nothing left to close. */
  | { readonly kind: 'DONE' }
  /** Close all of it at the market, then ask again. */
  | { readonly kind: 'CLOSE'; readonly position: Position }
  /** Something has to be closed and nothing can be: a person must know. Ask again when a market moves. */
  | { readonly kind: 'BLOCKED' };

/**
 * One step of a stop-out: ask again with the facts after each close, until it is DONE or BLOCKED.
 *
 * What is on its way to be closed counts as closed at the last known price, so that a provider which takes its time does
 * not cost the account a second position.
 */
export function decideStopOut(facts: TradingFacts): StopOutStep {
  const { group, positions } = facts;
  const level = levelOnceClosed(facts);
  const remain = positions.some(({ status }) => status === 'OPEN');
  if (level === null || level > group.stopOutLevel || !remain) return { kind: 'DONE' };
  const position = nextToClose(facts, group.stopOutStrategy);
  return position === null ? { kind: 'BLOCKED' } : { kind: 'CLOSE', position };
}

/** The level when every closing order under way has been filled. */
function levelOnceClosed(facts: TradingFacts): bigint | null {
  const { positions, group } = facts;
  const { equity, reserved } = summarise(facts);
  const staying = positions.map((position) => onceClosed(position, facts));
  return marginLevel(equity, usedMargin(staying, group.hedgedMargin) + reserved);
}

/** What its closing order will leave of the position; the whole is closed where the order is not known. */
function onceClosed(position: Position, { orders }: TradingFacts): Position {
  if (position.status !== 'CLOSING') return position;
  const lock = orders.find(({ id }) => id === position.lockOrderId);
  const rest = lock === undefined ? position.volume : lock.volume - lock.filledVolume;
  const volume = position.volume - rest;
  return {
    ...position,
    volume,
    margin: roundUp({ num: position.margin * volume, den: position.volume }),
  };
}

/**
 * The next to close among the positions that can be: open, their market open and not halted, every quote live, and where they are
 * closed by a provider, that one connected. `null` when there is none.
 *
 * MOST_LOSING_FIRST takes the lowest floating profit, then the larger margin; MOST_MARGIN_FIRST the reverse; of equals
 * the older goes first.
 */
export function nextToClose(
  facts: TradingFacts,
  strategy: AccountGroup['stopOutStrategy'],
): Position | null {
  const [first = null] = facts.positions
    .flatMap((position) => candidate(position, facts))
    .toSorted((a, b) => precedence(a, b, strategy));
  return first?.position ?? null;
}

interface Candidate {
  readonly position: Position;
  readonly profit: Minor;
}

function candidate(position: Position, facts: TradingFacts): Candidate[] {
  const { symbol, status, book, lp } = position;
  if (status !== 'OPEN' || tradableQuote(symbol, facts) === null) return [];
  const reachable =
    book === 'B' || facts.venues.some((venue) => venue.lp === lp && venue.connected);
  const { profit, stale } = valuationOf(position, facts);
  return reachable && !stale ? [{ position, profit }] : [];
}

/** Below zero when `a` is to be closed before `b`. */
function precedence(a: Candidate, b: Candidate, strategy: AccountGroup['stopOutStrategy']): number {
  const byLoss = compare(a.profit, b.profit);
  const byMargin = compare(b.position.margin, a.position.margin);
  const [first, second] =
    strategy === 'MOST_LOSING_FIRST' ? [byLoss, byMargin] : [byMargin, byLoss];
  const byAge = a.position.openTimeMs - b.position.openTimeMs || a.position.id - b.position.id;
  return first || second || byAge;
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : Number(a > b));
