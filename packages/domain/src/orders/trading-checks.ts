/** Whether session and venue let an order through. Prices and money are looked at elsewhere. */
import type { Decision, Refused } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { Session, TradingFacts, Venue } from '../facts/trading-facts.ts';
import type { Route } from '../routing/route-for.ts';
import { isoSeconds } from '../time/instant.ts';

const HALT_RETRY_S = 300;
const BREAKER_RETRY_S = 600;

type Shut = Extract<Session, { open: false }>;

export function openMarket(
  symbol: string,
  { session }: TradingFacts,
): Decision<'MARKET_CLOSED', object> {
  const now = session(symbol);
  return now.open ? accepted({}) : refuseClosed(symbol, now);
}

/** What only waits for its price may be placed and changed while the market is closed, though not in a halt. */
export function marketNotHalted(
  symbol: string,
  { session }: TradingFacts,
): Decision<'MARKET_CLOSED', object> {
  const now = session(symbol);
  const halted = !now.open && now.reason in RETRY_AFTER_S;
  return halted ? refuseClosed(symbol, now) : accepted({});
}

const RETRY_AFTER_S: { readonly [R in Shut['reason']]?: number } = {
  SYMBOL_HALTED: HALT_RETRY_S,
  CIRCUIT_BREAKER: BREAKER_RETRY_S,
};

function refuseClosed(symbol: string, now: Shut): Refused<'MARKET_CLOSED'> {
  const opensAt = now.opensAtMs === null ? null : isoSeconds(now.opensAtMs);
  const holiday = now.holiday === null ? {} : { holiday: now.holiday };
  const retryAfter = RETRY_AFTER_S[now.reason];
  const retry = retryAfter === undefined ? {} : { retryAfter };
  return refused('MARKET_CLOSED', { symbol, opensAt, reason: now.reason, ...holiday, ...retry });
}

/** The provider of a route: the first that is connected, or `null` for our own book, which needs none. */
export const providerOf = (
  { book, lps }: Route,
  { venues }: TradingFacts,
): Decision<'LP_NOT_CONNECTED', string | null> =>
  book === 'A' ? connectedVenue(lps, venues) : accepted(null);

/** The first of the wanted providers that is connected. */
export function connectedVenue(
  wanted: readonly string[],
  venues: readonly Venue[],
): Decision<'LP_NOT_CONNECTED', string> {
  const venueOf = (lp: string) => venues.find((venue) => venue.lp === lp);
  const connected = wanted.find((lp) => venueOf(lp)?.connected);
  if (connected !== undefined) return accepted(connected);
  const first = wanted[0] ?? 'none';
  const lastConnectedMs = venueOf(first)?.lastConnectedMs ?? null;
  return refused('LP_NOT_CONNECTED', {
    lp: first,
    lastConnected: lastConnectedMs === null ? null : isoSeconds(lastConnectedMs),
    tried: wanted,
  });
}
