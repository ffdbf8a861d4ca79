/** Whether account, instrument, session and venue let an order through. Prices and money are looked at elsewhere. */
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { Account } from '../accounts/account.ts';
import type { TradingFacts, Venue } from '../facts/trading-facts.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { Side } from '../quotes/quote.ts';
import { isoSeconds } from '../time/instant.ts';

const HALT_RETRY_S = 300;
const BREAKER_RETRY_S = 600;

/** Whether this side may be opened, by the account's state and then by the instrument's. */
export function openingAllowed(
  side: Side,
  instrument: Instrument,
  account: Account,
): Decision<'TRADING_RESTRICTED', Side> {
  const { name: symbol, tradeMode } = instrument;
  if (account.tradeState === 'CLOSE_ONLY') {
    const reason = account.disabledReason ?? 'The account may only close positions';
    return refused('TRADING_RESTRICTED', { scope: 'ACCOUNT', mode: 'CLOSE_ONLY', symbol, reason });
  }
  const reason = modeRefusal(side, instrument);
  if (reason === null) return accepted(side);
  return refused('TRADING_RESTRICTED', { scope: 'SYMBOL', mode: tradeMode, symbol, reason });
}

function modeRefusal(side: Side, { name, tradeMode }: Instrument): string | null {
  switch (tradeMode) {
    case 'FULL':
      return null;
    case 'LONG_ONLY':
      return side === 'BUY' ? null : `${name} may only be bought`;
    case 'SHORT_ONLY':
      return side === 'SELL' ? null : `${name} may only be sold`;
    case 'CLOSE_ONLY':
    case 'DISABLED':
      return `Positions in ${name} may only be closed`;
  }
}

export function openMarket(
  symbol: string,
  { session }: TradingFacts,
): Decision<'MARKET_CLOSED', string> {
  const now = session(symbol);
  if (now.open) return accepted(symbol);
  const opensAt = now.opensAtMs === null ? null : isoSeconds(now.opensAtMs);
  const retry: { retryAfter?: number } = {};
  if (now.reason === 'SYMBOL_HALTED') retry.retryAfter = HALT_RETRY_S;
  if (now.reason === 'CIRCUIT_BREAKER') retry.retryAfter = BREAKER_RETRY_S;
  const holiday = now.holiday === null ? {} : { holiday: now.holiday };
  return refused('MARKET_CLOSED', { symbol, opensAt, reason: now.reason, ...holiday, ...retry });
}

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

/** Whether the account may hold one position more. Orders under way count as the positions they will become. */
export function positionLimit({
  group,
  positions,
  orders,
}: TradingFacts): Decision<'LIMIT_EXCEEDED', number> {
  const opening = orders.filter(
    ({ reduces, positionId }) => reduces === null && positionId === null,
  );
  const current = positions.length + opening.length;
  if (current < group.maxOpenPositions) return accepted(current);
  return refused('LIMIT_EXCEEDED', {
    kind: 'MAX_POSITIONS',
    limit: group.maxOpenPositions,
    current,
  });
}
