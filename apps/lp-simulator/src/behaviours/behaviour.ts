/**
 * How the simulator can be told to behave. A behaviour is a plain value: a mode with its parameters, whom it concerns,
 * and how often it is still to be used.
 */

export interface Scope {
  readonly lp?: string | undefined;
  readonly session?: string | undefined;
  readonly symbol?: string | undefined;
}

export type OrderMode =
  | { readonly mode: 'fill' }
  /** Fills this share of the order, in (0, 1); of an IOC or FOK order the rest is cancelled. */
  | { readonly mode: 'partial'; readonly fraction: number }
  | { readonly mode: 'reject'; readonly ordRejReason: number; readonly text: string }
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
  | { readonly mode: 'businessReject'; readonly reason: number };

type MarketDataMode =
  | { readonly mode: 'mdReject'; readonly reason: string }
  | { readonly mode: 'stopQuotes' };

type LogonMode = { readonly mode: 'logonRefuse'; readonly text: string };

export type Mode = OrderMode | MarketDataMode | LogonMode;

export type Behaviour = {
  readonly scope: Scope;
  /** Null: until reset. */
  readonly remaining: number | null;
} & Mode;
