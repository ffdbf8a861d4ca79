/** From what came over the wire to what the core is asked: the same for an order and for its preview. */
import {
  endOfTradingDay,
  type Lifetime,
  type MarketOrderRequest,
  type PendingOrderRequest,
  type RoutePreference,
} from '@faultline/domain';
import type { Decimal } from '@faultline/errors';

/** What is absent on the wire, in the core's own words. */
export const marketRequest = ({
  symbol,
  side,
  volume,
  sl = null,
  tp = null,
  tif = 'IOC',
  expectedPrice = null,
  maxDeviation = null,
  clientOrderId = null,
  preference,
}: MarketInput): MarketOrderRequest => ({
  symbol,
  side,
  volume,
  sl,
  tp,
  tif,
  expectedPrice,
  maxDeviation,
  clientOrderId,
  preference: routePreference(preference),
});

interface Preferring {
  readonly preference?: 'A' | undefined;
}

const routePreference = (book: 'A' | undefined): RoutePreference | null =>
  book === undefined ? null : { book, lps: null };

type Absent<T> = { readonly [F in keyof T]?: T[F] | undefined };
type MarketInput = Pick<MarketOrderRequest, 'symbol' | 'side' | 'volume'> &
  Preferring &
  Absent<
    Pick<
      MarketOrderRequest,
      'sl' | 'tp' | 'tif' | 'expectedPrice' | 'maxDeviation' | 'clientOrderId'
    >
  >;

export type PendingPrices =
  | { readonly type: 'LIMIT'; readonly limitPrice: Decimal }
  | { readonly type: 'STOP'; readonly triggerPrice: Decimal }
  | { readonly type: 'STOP_LIMIT'; readonly triggerPrice: Decimal; readonly limitPrice: Decimal };

interface PendingInput extends Pick<PendingOrderRequest, 'symbol' | 'side' | 'volume'>, Preferring {
  readonly sl?: Decimal | null | undefined;
  readonly tp?: Decimal | null | undefined;
  readonly tif?: 'GTC' | 'DAY' | 'GTD' | undefined;
  readonly expiresAt?: number | undefined;
}

export function pendingRequest(
  prices: PendingPrices,
  { symbol, side, volume, sl = null, tp = null, tif, expiresAt, preference: book }: PendingInput,
  nowMs: number,
): PendingOrderRequest {
  const preference = routePreference(book);
  const common = {
    symbol,
    side,
    volume,
    sl,
    tp,
    preference,
    clientOrderId: null,
    maxDeviation: null,
  };
  return { ...prices, ...common, ...lifetimeOf({ tif, expiresAt }, nowMs) };
}

/** An order with an end and without a time in force is GTD. */
function lifetimeOf(
  { tif, expiresAt }: Pick<PendingInput, 'tif' | 'expiresAt'>,
  nowMs: number,
): Lifetime {
  if (expiresAt !== undefined) return { tif: 'GTD', expiresAtMs: expiresAt };
  if (tif === 'DAY') return { tif: 'DAY', expiresAtMs: endOfTradingDay(nowMs) };
  return { tif: 'GTC', expiresAtMs: null };
}
