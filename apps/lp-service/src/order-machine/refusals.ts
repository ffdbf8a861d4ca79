/** A provider's "no" in the words of the catalogue. Pure. */
import type { Details } from '@faultline/errors';
import { decimalNumber, refuse } from '@faultline/errors';
import type { ExecutionReport } from '@faultline/fix';
import type { Quote } from '../ports/quotes.ts';
import type { LpOrder, OrderRefusal, Refused } from './lp-order.ts';

type RejectReason = Details<'ORDER_REJECTED'>['reason'];
type Meaning = RejectReason | 'PRICE_CHANGED' | 'MARKET_CLOSED' | 'UNKNOWN_SYMBOL';

/** What a provider means by certain words in Text(58), for reasons that say nothing themselves. First match wins. */
export interface TextRule {
  readonly pattern: RegExp;
  readonly meaning: Meaning;
}

/** OrdRejReason(103). What is not listed has to be read from the text. */
const BY_ORD_REJ_REASON: Readonly<Record<number, Meaning>> = {
  0: 'BROKER_OPTION',
  1: 'UNKNOWN_SYMBOL',
  2: 'MARKET_CLOSED',
  3: 'LP_LIMIT',
  4: 'TOO_LATE',
  8: 'PRICE_CHANGED',
  11: 'UNSUPPORTED',
  13: 'UNSUPPORTED',
  14: 'UNSUPPORTED',
  15: 'LP_ACCOUNT',
  18: 'UNSUPPORTED',
};
/** BusinessRejectReason(380). */
const BY_BUSINESS_REASON: Readonly<Record<number, Meaning | 'NOT_AVAILABLE'>> = {
  2: 'UNKNOWN_SYMBOL',
  3: 'UNSUPPORTED',
  4: 'NOT_AVAILABLE',
  6: 'LP_ACCOUNT',
};
/**
 * Reasons that are the provider's own: another one may take the order. What lies with the market or with the time that has
 * passed is the same everywhere, and a reason that nobody understands proves nothing about others.
 */
const ELSEWHERE: ReadonlySet<Meaning> = new Set([
  'BROKER_OPTION',
  'LP_LIMIT',
  'INSUFFICIENT_LIQUIDITY',
  'UNSUPPORTED',
  'LP_ACCOUNT',
  'UNKNOWN_SYMBOL',
]);
const TEXT_MAX = 120;

type Named = Pick<LpOrder, 'orderId' | 'lp' | 'symbol' | 'side'>;

/** How the provider puts things, and what it asks for the symbol now. */
interface Ways {
  readonly textRules: readonly TextRule[];
  readonly quote: Pick<Quote, 'bid' | 'ask'> | null;
}

/** A refusal as it came, and what is needed to understand it. */
export interface BusinessReject {
  readonly reason: number;
  readonly text: string | undefined;
  readonly textRules: readonly TextRule[];
  /** When the provider was last logged on, ISO 8601. */
  readonly lastConnected: string | null;
}

export function refusalOfReport(
  order: Named,
  { ordRejReason, text }: ExecutionReport,
  { textRules, quote }: Ways,
): Refused {
  const meaning =
    (ordRejReason === undefined ? undefined : BY_ORD_REJ_REASON[ordRejReason]) ??
    meaningOf(text, textRules);
  if (meaning === 'PRICE_CHANGED') return { refusal: moved(order, quote), elsewhere: false };
  return refusedFor(order, meaning, text);
}

/** BusinessMessageReject(j) of an order. */
export function refusalOfBusinessReject(order: Named, reject: BusinessReject): Refused {
  const { reason, text, textRules, lastConnected } = reject;
  const meaning = BY_BUSINESS_REASON[reason] ?? meaningOf(text, textRules);
  return meaning === 'NOT_AVAILABLE'
    ? neverReceived(order.lp, lastConnected)
    : refusedFor(order, meaning, text);
}

/** Reject(3) of an order: one of our messages was malformed for this provider, so nothing was applied there. */
export const refusalOfSessionReject = (order: Named, text: string | undefined): Refused => ({
  refusal: refusalFor(order, 'OTHER', text),
  elsewhere: true,
});

/** Certainly not applied: the provider could not take the order, or asked for its number again and never had it. */
export const neverReceived = (lp: string, lastConnected: string | null): Refused => ({
  refusal: refuse('LP_NOT_CONNECTED', { lp, lastConnected }),
  elsewhere: true,
});

const refusedFor = (order: Named, meaning: Meaning, text?: string): Refused => ({
  refusal: refusalFor(order, meaning, text),
  elsewhere: ELSEWHERE.has(meaning),
});

const meaningOf = (text: string | undefined, rules: readonly TextRule[]): Meaning =>
  rules.find(({ pattern }) => pattern.test(text ?? ''))?.meaning ?? 'OTHER';

/** A reject names no price: the newest that this provider has quoted for the order's side is the one that it would take. */
function moved(
  { symbol, side }: Pick<Named, 'symbol' | 'side'>,
  quote: Ways['quote'],
): OrderRefusal {
  if (quote === null) return refuse('PRICE_CHANGED', { symbol });
  const currentPrice = decimalNumber(side === 'BUY' ? quote.ask : quote.bid);
  return refuse('PRICE_CHANGED', { symbol, currentPrice });
}

function refusalFor(
  { orderId, lp, symbol, side }: Named,
  meaning: Meaning,
  text?: string,
): OrderRefusal {
  if (meaning === 'PRICE_CHANGED') return moved({ symbol, side }, null);
  if (meaning === 'MARKET_CLOSED') {
    // This service knows no calendar, so when it opens again is for others to say.
    return refuse('MARKET_CLOSED', { symbol, opensAt: null, reason: 'SYMBOL_HALTED' });
  }
  const lpText = tidy(text);
  const words = lpText === '' ? {} : { lpText };
  const reason = meaning === 'UNKNOWN_SYMBOL' ? 'OTHER' : meaning;
  return refuse('ORDER_REJECTED', { orderId, lp, reason, ...words });
}

/** Free text from outside: one line, printable, bounded. */
export const tidy = (text: string | undefined): string =>
  (text ?? '')
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
    .slice(0, TEXT_MAX);
