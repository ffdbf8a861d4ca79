/** Which quotes are prices and which are faults of the feed. Pure. */
import type { Decimal } from '@faultline/errors';
import { compare, isPositive, multiply, subtract } from '../decimals.ts';
import type { Quote } from '../ports/quotes.ts';

export type Fault = 'NOT_POSITIVE' | 'CROSSED' | 'JUMP';

/** What is remembered of one symbol at one provider. */
export interface Feed {
  readonly last: Quote | null;
  /** The first of the quotes that stay away from `last`, as long as none returns. */
  readonly jumpedTo: Quote | null;
}

export interface Judged {
  readonly feed: Feed;
  /** Why the quote was not taken; `null` when it was. */
  readonly fault: Fault | null;
}

export const NO_FEED: Feed = { last: null, jumpedTo: null };
/** A price that moves by more than a fifth from one quote to the next is held back … */
const JUMP_PARTS: Decimal = { unscaled: 5n, scale: 0 };
/** … until the feed has stayed there for so long. */
const JUMP_CONFIRMED_MS = 60_000;

export function judge(feed: Feed, quote: Quote): Judged {
  if (!isPositive(quote.bid) || !isPositive(quote.ask)) return { feed, fault: 'NOT_POSITIVE' };
  if (compare(quote.bid, quote.ask) >= 0) return { feed, fault: 'CROSSED' };
  const { last, jumpedTo } = feed;
  if (last === null || isNear(last, quote))
    return { feed: { last: quote, jumpedTo: null }, fault: null };
  const since = jumpedTo !== null && isNear(jumpedTo, quote) ? jumpedTo : quote;
  return quote.receivedAtMs - since.receivedAtMs >= JUMP_CONFIRMED_MS
    ? { feed: { last: quote, jumpedTo: null }, fault: null }
    : { feed: { last, jumpedTo: since }, fault: 'JUMP' };
}

const isNear = (a: Quote, b: Quote): boolean => near(a.bid, b.bid) && near(a.ask, b.ask);

function near(before: Decimal, now: Decimal): boolean {
  const moved = subtract(now, before);
  const distance = moved.unscaled < 0n ? subtract(before, now) : moved;
  return compare(multiply(distance, JUMP_PARTS), before) <= 0;
}
