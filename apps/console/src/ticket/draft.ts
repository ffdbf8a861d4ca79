/** What stands in the order ticket, and the order that it means. */
import { parseDecimal } from '../texts/format.ts';

export type OrderType = 'MARKET' | 'LIMIT' | 'STOP' | 'STOP_LIMIT';
export type Side = 'BUY' | 'SELL';
type Validity = 'GTC' | 'DAY' | 'GTD';

/** As typed: text until it is sent. */
export interface Draft {
  readonly symbol: string;
  readonly type: OrderType;
  readonly side: Side;
  readonly volume: string;
  readonly price: string;
  readonly triggerPrice: string;
  readonly sl: string;
  readonly tp: string;
  readonly maxDeviation: string;
  readonly tif: Validity;
  readonly expiresAt: string;
}

export const emptyDraft = (symbol: string): Draft => ({
  symbol,
  type: 'MARKET',
  side: 'BUY',
  volume: '0.10',
  price: '',
  triggerPrice: '',
  sl: '',
  tp: '',
  maxDeviation: '',
  tif: 'GTC',
  expiresAt: '',
});

export const needsLimit = (type: OrderType): boolean => type === 'LIMIT' || type === 'STOP_LIMIT';
export const needsTrigger = (type: OrderType): boolean => type === 'STOP' || type === 'STOP_LIMIT';

const optional = <K extends string>(key: K, text: string): { readonly [P in K]?: number } => {
  const value = parseDecimal(text);
  return (value === null ? {} : { [key]: value }) as { readonly [P in K]?: number };
};

/** What is asked of the preview; null while the volume or a price that the type needs is missing. */
export function previewOf(draft: Draft, accountId: number) {
  const volume = parseDecimal(draft.volume);
  if (volume === null || pricesMissing(draft)) return null;
  return {
    accountId,
    symbol: draft.symbol,
    side: draft.side,
    type: draft.type,
    volume,
    ...(draft.type === 'LIMIT' ? optional('price', draft.price) : {}),
    ...(draft.type === 'STOP_LIMIT' ? optional('limitPrice', draft.price) : {}),
    ...(needsTrigger(draft.type) ? optional('triggerPrice', draft.triggerPrice) : {}),
    ...optional('sl', draft.sl),
    ...optional('tp', draft.tp),
  };
}

const pricesMissing = ({ type, price, triggerPrice }: Draft): boolean =>
  (needsLimit(type) && parseDecimal(price) === null) ||
  (needsTrigger(type) && parseDecimal(triggerPrice) === null);

/** What every kind of order has in common. */
export function commonOf(draft: Draft, accountId: number) {
  return {
    accountId,
    symbol: draft.symbol,
    side: draft.side,
    volume: parseDecimal(draft.volume) ?? 0,
    ...optional('sl', draft.sl),
    ...optional('tp', draft.tp),
  };
}

/** How long a pending order waits. */
export function validityOf({ tif, expiresAt }: Draft) {
  if (tif !== 'GTD') return { tif };
  const at = new Date(expiresAt);
  return Number.isNaN(at.getTime()) ? { tif } : { tif, expiresAt: at.toISOString() };
}

/** Points, or nothing where none is set. */
export function deviationOf({ maxDeviation }: Draft): { readonly maxDeviation?: number } {
  const points = parseDecimal(maxDeviation);
  return points === null ? {} : { maxDeviation: Math.round(points) };
}
