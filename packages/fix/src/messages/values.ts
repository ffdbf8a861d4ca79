/** The one-character codes of FIX 4.4 by their names in the specification, for the fields that this package types. */

export const Side = { Buy: '1', Sell: '2' } as const;
export type Side = (typeof Side)[keyof typeof Side];

export const OrdType = { Market: '1', Limit: '2', Stop: '3', StopLimit: '4' } as const;
export type OrdType = (typeof OrdType)[keyof typeof OrdType];

export const TimeInForce = {
  Day: '0',
  GoodTillCancel: '1',
  ImmediateOrCancel: '3',
  FillOrKill: '4',
  GoodTillDate: '6',
} as const;
export type TimeInForce = (typeof TimeInForce)[keyof typeof TimeInForce];

export const OrdStatus = {
  New: '0',
  PartiallyFilled: '1',
  Filled: '2',
  DoneForDay: '3',
  Canceled: '4',
  Replaced: '5',
  PendingCancel: '6',
  Stopped: '7',
  Rejected: '8',
  Suspended: '9',
  PendingNew: 'A',
  Calculated: 'B',
  Expired: 'C',
  AcceptedForBidding: 'D',
  PendingReplace: 'E',
} as const;
export type OrdStatus = (typeof OrdStatus)[keyof typeof OrdStatus];

export const ExecType = {
  New: '0',
  DoneForDay: '3',
  Canceled: '4',
  Replaced: '5',
  PendingCancel: '6',
  Stopped: '7',
  Rejected: '8',
  Suspended: '9',
  PendingNew: 'A',
  Calculated: 'B',
  Expired: 'C',
  Restated: 'D',
  PendingReplace: 'E',
  Trade: 'F',
  TradeCorrect: 'G',
  TradeCancel: 'H',
  OrderStatus: 'I',
} as const;
export type ExecType = (typeof ExecType)[keyof typeof ExecType];

export const SubscriptionRequestType = { Snapshot: '0', Subscribe: '1', Unsubscribe: '2' } as const;
export type SubscriptionRequestType =
  (typeof SubscriptionRequestType)[keyof typeof SubscriptionRequestType];

export const MDEntryType = { Bid: '0', Offer: '1' } as const;
export type MDEntryType = (typeof MDEntryType)[keyof typeof MDEntryType];

export const MDUpdateAction = { New: '0', Change: '1', Delete: '2' } as const;
export type MDUpdateAction = (typeof MDUpdateAction)[keyof typeof MDUpdateAction];
