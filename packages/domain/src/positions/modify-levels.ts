/** Moving the stop loss and take profit of an open position. They are measured against the side that triggers them. */
import type { Decimal } from '@faultline/errors';
import { rescaled } from '@faultline/errors';
import { enabledAccount } from '../accounts/account-state.ts';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { instrumentOf } from '../instruments/find-instrument.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { Points } from '../money/units.ts';
import type { LevelField } from '../orders/stop-levels.ts';
import { positionAnchors, refuseLevel, stopLevels } from '../orders/stop-levels.ts';
import { lastQuote, liveQuote } from '../quotes/live-quote.ts';
import type { Quote } from '../quotes/quote.ts';
import { dealingPrice, opposite } from '../quotes/quote.ts';
import { openPosition } from './open-position.ts';
import type { Position } from './position.ts';

/** What is absent stays as it is; `null` removes it. */
export interface ModifyLevelsRequest {
  readonly sl?: Decimal | null | undefined;
  readonly tp?: Decimal | null | undefined;
  /** The version that the client saw; it must be the current one. */
  readonly version?: number | undefined;
  /** An admin may protect the positions of a disabled account; the client, who asks when absent, may not. */
  readonly asker?: 'CLIENT' | 'ADMIN' | undefined;
}

export type ModifyPositionCode =
  | 'ACCOUNT_DISABLED'
  | 'POSITION_ALREADY_CLOSED'
  | 'POSITION_LOCKED'
  | 'PRICE_STALE'
  | 'INVALID_SL_TP';

/**
 * The position with its levels moved; the same object when nothing moves. Allowed while the market is closed, by its last
 * quote. Removing the stop loss ends a trailing stop.
 */
export function decideModifyLevels(
  request: ModifyLevelsRequest,
  position: Position,
  facts: TradingFacts,
): Decision<ModifyPositionCode, Position> {
  const found = changeable(position, facts, request.asker);
  if (!found.ok) return found;
  if (request.version !== undefined && request.version !== position.version) {
    return refused('POSITION_LOCKED', { positionId: position.id });
  }
  const place = found.value;
  const moved = movedLevels(request, position, place.instrument);
  if (moved.length === 0) return accepted(position);
  const wanted = {
    side: position.side,
    sl: moved.includes('sl') ? (request.sl ?? null) : null,
    tp: moved.includes('tp') ? (request.tp ?? null) : null,
  };
  const frozen = moved.find((field) => isFrozen(position[field], place));
  if (frozen !== undefined) return refuseFrozen({ ...wanted, field: frozen }, place);
  const anchors = positionAnchors(position.side, place.quote);
  const levels = stopLevels(wanted, place.instrument, anchors);
  if (!levels.ok) return levels;
  const sl = moved.includes('sl') ? levels.value.sl : position.sl;
  const tp = moved.includes('tp') ? levels.value.tp : position.tp;
  const trailing = sl === null ? null : position.trailing;
  return accepted({ ...position, sl, tp, trailing, version: position.version + 1 });
}

/** Where a position stands in the market. */
export interface Place {
  readonly instrument: Instrument;
  readonly quote: Quote;
  /** What would trigger its levels now. */
  readonly closingPrice: Points;
}

/** Whether the position may be changed, and by which prices. */
export function changeable(
  position: Position,
  facts: TradingFacts,
  asker: ModifyLevelsRequest['asker'] = 'CLIENT',
): Decision<Exclude<ModifyPositionCode, 'INVALID_SL_TP'>, Place> {
  const enabled = enabledAccount(facts.account);
  if (asker === 'CLIENT' && !enabled.ok) return enabled;
  const open = openPosition(position);
  if (!open.ok) return open;
  const instrument = instrumentOf(position.symbol, facts.instruments);
  const inSession = facts.session(position.symbol).open;
  const found = inSession ? liveQuote(instrument, facts) : lastQuote(instrument, facts);
  if (!found.ok) return found;
  const quote = found.value;
  const closingPrice = dealingPrice(opposite(position.side), quote);
  return accepted({ instrument, quote, closingPrice });
}

function movedLevels(
  request: ModifyLevelsRequest,
  position: Position,
  { digits }: Instrument,
): readonly LevelField[] {
  return (['sl', 'tp'] as const).filter((field) => {
    const wanted = request[field];
    if (wanted === undefined) return false;
    const points = wanted && rescaled(wanted, digits);
    // A level with too many digits is a move as well, and is refused as one.
    return points !== position[field] || (points === null && wanted !== null);
  });
}

function isFrozen(
  level: Points | null,
  { closingPrice, instrument: { freezeLevel } }: Place,
): boolean {
  if (level === null || freezeLevel === 0n) return false;
  const distance = level > closingPrice ? level - closingPrice : closingPrice - level;
  return distance <= freezeLevel;
}

const refuseFrozen = (
  wanted: Parameters<typeof refuseLevel>[1],
  { closingPrice, instrument }: Place,
): Decision<'INVALID_SL_TP', never> =>
  refuseLevel(
    {
      kind: 'FROZEN',
      reason: `${wanted.field.toUpperCase()} is too close to the market to be changed`,
      against: closingPrice,
      minDistance: instrument.freezeLevel,
    },
    wanted,
    instrument,
  );
