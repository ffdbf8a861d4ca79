/** MarketDataRequest(V): whether a subscription is taken, and what goes out for it. */
import {
  MDEntryType,
  MDUpdateAction,
  SubscriptionRequestType,
  fromScaled,
  type MarketDataRequest,
  type OutgoingAppMessage,
} from '@faultline/fix';
import type { Quote } from './quote-board.ts';

/** What one session has subscribed to. */
export type Subscriptions = ReadonlyMap<string, readonly string[]>;

export const NO_SUBSCRIPTIONS: Subscriptions = new Map();

export interface MarketDataFacts {
  readonly subscriptions: Subscriptions;
  readonly quoteOf: (symbol: string) => Quote | undefined;
}

export interface MarketDataDecision {
  readonly subscriptions: Subscriptions;
  readonly replies: readonly OutgoingAppMessage[];
}

/** MDReqRejReason(281). */
const UNKNOWN_SYMBOL = '0';
const DUPLICATE_ID = '1';
const UNSUPPORTED_ENTRY_TYPE = '8';

export function decideMarketData(
  request: MarketDataRequest,
  { subscriptions, quoteOf }: MarketDataFacts,
): MarketDataDecision {
  const { mdReqId, symbols, subscriptionRequestType } = request;
  if (subscriptionRequestType === SubscriptionRequestType.Unsubscribe) {
    return { subscriptions: without(subscriptions, mdReqId), replies: [] };
  }
  const refusal = refusalOf(request, { subscriptions, quoteOf });
  if (refusal !== null) {
    const [mdReqRejReason, text] = refusal;
    return { subscriptions, replies: [{ msgType: 'Y', mdReqId, mdReqRejReason, text }] };
  }
  const lasting = subscriptionRequestType === SubscriptionRequestType.Subscribe;
  return {
    subscriptions: lasting ? new Map([...subscriptions, [mdReqId, symbols]]) : subscriptions,
    replies: symbols.flatMap((symbol) => snapshot(mdReqId, quoteOf(symbol))),
  };
}

function refusalOf(
  { mdReqId, symbols, mdEntryTypes }: MarketDataRequest,
  { subscriptions, quoteOf }: MarketDataFacts,
): readonly [reason: string, text: string] | null {
  if (subscriptions.has(mdReqId)) return [DUPLICATE_ID, 'MDReqID is in use'];
  const unknown = symbols.find((symbol) => quoteOf(symbol) === undefined);
  if (unknown !== undefined) return [UNKNOWN_SYMBOL, 'unknown symbol'];
  const both = [MDEntryType.Bid, MDEntryType.Offer].every((type) => mdEntryTypes.includes(type));
  return both ? null : [UNSUPPORTED_ENTRY_TYPE, 'Bid and Offer only, and only together'];
}

function snapshot(mdReqId: string, quote: Quote | undefined): readonly OutgoingAppMessage[] {
  if (quote === undefined) return [];
  const { symbol, digits } = quote.instrument;
  return [
    {
      msgType: 'W',
      mdReqId,
      symbol,
      entries: [
        { mdEntryType: MDEntryType.Bid, mdEntryPx: fromScaled(quote.bid, digits) },
        { mdEntryType: MDEntryType.Offer, mdEntryPx: fromScaled(quote.ask, digits) },
      ],
    },
  ];
}

/** Both sides of one symbol anew. */
export function update(mdReqId: string, { instrument, bid, ask }: Quote): OutgoingAppMessage {
  const { symbol, digits } = instrument;
  const change = (mdEntryType: MDEntryType, points: bigint) => ({
    mdUpdateAction: MDUpdateAction.Change,
    mdEntryType,
    symbol,
    mdEntryPx: fromScaled(points, digits),
  });
  return {
    msgType: 'X',
    mdReqId,
    changes: [change(MDEntryType.Bid, bid), change(MDEntryType.Offer, ask)],
  };
}

function without(subscriptions: Subscriptions, mdReqId: string): Subscriptions {
  return new Map([...subscriptions].filter(([id]) => id !== mdReqId));
}
