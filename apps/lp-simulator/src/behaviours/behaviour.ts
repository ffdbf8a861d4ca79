/**
 * How the simulator can be told to behave. A behaviour is a plain value: a mode with its parameters, whom it concerns,
 * and how often it is still to be used.
 */

export interface Scope {
  readonly lp?: string | undefined;
  readonly session?: string | undefined;
  readonly symbol?: string | undefined;
}

/** What becomes of a NewOrderSingle(D). */
export type OrderMode =
  | { readonly mode: 'fill' }
  /** Fills this share of the order, in (0, 1); of an IOC order the rest is cancelled, a FOK order expires whole. */
  | { readonly mode: 'partial'; readonly fraction: number }
  | { readonly mode: 'reject'; readonly ordRejReason: number; readonly text: string }
  /** Refused because the price has moved. */
  | { readonly mode: 'requote' }
  | { readonly mode: 'ackOnly' }
  /** Booked, but nothing is filled or reported or answered until reset. */
  | { readonly mode: 'silent' }
  /** Acknowledged and filled after this time. */
  | { readonly mode: 'delay'; readonly ms: number }
  /** Silent for this time, then acknowledged and filled. */
  | { readonly mode: 'fillAfterTimeout'; readonly ms: number }
  /** The link is cut before the order is read: neither booked nor counted. */
  | { readonly mode: 'dropBeforeAck' }
  /** Booked and filled; the link is cut before the reports leave. */
  | { readonly mode: 'dropAfterFill' }
  /** BusinessMessageReject(j) with this BusinessRejectReason(380); nothing is booked. */
  | { readonly mode: 'businessReject'; readonly reason: number }
  /** Reject(3), as if the order were malformed; nothing is booked. */
  | { readonly mode: 'sessionReject' }
  /** The fill is reported twice under one ExecID(17). */
  | { readonly mode: 'duplicateExec' }
  /** The fill is reported before the acknowledgement. */
  | { readonly mode: 'outOfOrder' }
  /** Filled whole, and then half of it once more. */
  | { readonly mode: 'overfill' }
  /** Filled, and then the trade is taken back: ExecType(150)=H. */
  | { readonly mode: 'bust' }
  /** Acknowledged and then cancelled, though nobody asked. */
  | { readonly mode: 'unsolicitedCancel' };

/** What becomes of an OrderCancelRequest(F) or an OrderCancelReplaceRequest(G). */
type CancelMode = { readonly mode: 'cancelReject'; readonly cxlRejReason: number };

type MarketDataMode =
  | { readonly mode: 'mdReject'; readonly reason: string }
  /** A MarketDataRequest(V) cuts the link, unread. */
  | { readonly mode: 'dropOnMarketData' }
  | { readonly mode: 'stopQuotes' }
  /** Prices stand this many points beside the walk; may be negative. */
  | { readonly mode: 'gapQuotes'; readonly points: number };

/** What happens to the messages of a session, whatever they say. */
type LinkMode =
  | { readonly mode: 'logonRefuse'; readonly text: string }
  /** Heartbeat(0) and TestRequest(1) never leave, not even the answer to a TestRequest(1). */
  | { readonly mode: 'noHeartbeat' }
  /** A message is lost on the way; the next one shows the gap. */
  | { readonly mode: 'seqGap' }
  /** An old message is sent once more, without PossDupFlag(43). */
  | { readonly mode: 'seqTooLow' };

export type Mode = OrderMode | CancelMode | MarketDataMode | LinkMode;
export type ModeName = Mode['mode'];

export type Behaviour = {
  readonly scope: Scope;
  /** Null: until reset. */
  readonly remaining: number | null;
} & Mode;

export const ORDER_MODES: readonly OrderMode['mode'][] = [
  'fill',
  'partial',
  'reject',
  'requote',
  'ackOnly',
  'silent',
  'delay',
  'fillAfterTimeout',
  'dropBeforeAck',
  'dropAfterFill',
  'businessReject',
  'sessionReject',
  'duplicateExec',
  'outOfOrder',
  'overfill',
  'bust',
  'unsolicitedCancel',
];
