/** The pure core: decisions about orders and positions, and the numbers behind them. No I/O, clock, randomness or ids. */
export type { Account, Book, MarginMode } from './accounts/account.ts';
export type { AccountGroup, HedgedMargin } from './accounts/account-group.ts';
export { DEMO_GROUP } from './accounts/demo-group.ts';
export { summarise } from './accounts/summary.ts';
export type { Summary } from './accounts/summary.ts';
export type { Accepted, Decision, Refused } from './decision.ts';
export type { Broker, Session, TradingFacts, Venue } from './facts/trading-facts.ts';
export type { Holiday, Schedule, SessionHours } from './hours/schedule.ts';
export { DEMO_INSTRUMENTS } from './instruments/demo-instruments.ts';
export { instrumentOf, nearestSymbols } from './instruments/find-instrument.ts';
export type { Halt, Instrument, SwapTerms } from './instruments/instrument.ts';
export { pipValue } from './instruments/pip-value.ts';
export type { Posting, PostingType } from './ledger/posting.ts';
export { balanceChange, clientLedger, creditLedger } from './ledger/posting.ts';
export { HELD_MAX } from './money/amount.ts';
export { currencyDigits } from './money/currency.ts';
export type { Minor, Points, Vol4 } from './money/units.ts';
export { applyCancel, applyReject } from './orders/apply-ending.ts';
export { decideMarketOrder } from './orders/decide-market-order.ts';
export type { MarketOrderRequest, PlacementCode } from './orders/decide-market-order.ts';
export type {
  Deal,
  Fill,
  Order,
  OrderSource,
  OrderStatus,
  OrderType,
  TimeInForce,
} from './orders/order.ts';
export { newOrder } from './orders/placement.ts';
export type { Placement } from './orders/placement.ts';
export { isDone, markInDoubt } from './orders/transitions.ts';
export { applyClosingFill } from './positions/apply-closing-fill.ts';
export { applyOpeningFill } from './positions/apply-opening-fill.ts';
export { decideClose } from './positions/decide-close.ts';
export type { CloseCode, CloseRequest } from './positions/decide-close.ts';
export type { FillInput, FillResult } from './positions/fill.ts';
export { lockForClosing } from './positions/lock.ts';
export type { CloseReason, Position, Trailing } from './positions/position.ts';
export { profitOf, valuationOf } from './positions/profit.ts';
export type { Valuation } from './positions/profit.ts';
export type { RoutingCondition, RoutingRule, RuleRoute } from './routing/routing-rule.ts';
export type { Withdrawal, WithdrawalStatus } from './withdrawals/withdrawal.ts';
export { normalDestination } from './withdrawals/destination.ts';
export { opposite } from './quotes/quote.ts';
export type { Quote, Quotes, Side } from './quotes/quote.ts';
export {
  applyCancelReject,
  cancelled,
  cancelResting,
  decideCancel,
  expireOrder,
  isExpired,
  ordersToCancel,
  refuseNotPending,
} from './orders/cancel-order.ts';
export type { CancelCode } from './orders/cancel-order.ts';
export { decidePendingOrder } from './orders/decide-pending-order.ts';
export type { Lifetime, PendingCode, PendingOrderRequest } from './orders/decide-pending-order.ts';
export { decideTick } from './orders/decide-tick.ts';
export type { Tick } from './orders/decide-tick.ts';
export { decideModifyOrder } from './orders/modify-order.ts';
export type { ModifyOrderCode, ModifyOrderRequest } from './orders/modify-order.ts';
export { isResting } from './orders/open-orders.ts';
export type { Destination, IntoOurBook, PendingPlacement } from './orders/placement.ts';
export { previewMarketOrder, previewPendingOrder } from './orders/preview.ts';
export type { Preview } from './orders/preview.ts';
export { isNoWorse } from './orders/price-deviation.ts';
export type { Tolerance } from './orders/price-deviation.ts';
export { reroute } from './orders/transitions.ts';
export { triggerOrder } from './orders/trigger-order.ts';
export type { Triggered } from './orders/trigger-order.ts';
export { isTriggered, reachedLevel } from './orders/triggers.ts';
export type { StopReason } from './orders/triggers.ts';
export { applyFill } from './positions/apply-fill.ts';
export { decideBreakEven } from './positions/break-even.ts';
export { decideCloseBy } from './positions/close-by.ts';
export type { CloseByCode, CloseByPair } from './positions/close-by.ts';
export { decideModifyLevels } from './positions/modify-levels.ts';
export type { ModifyLevelsRequest, ModifyPositionCode } from './positions/modify-levels.ts';
export { previewClose } from './positions/preview-close.ts';
export { decideReverse } from './positions/reverse.ts';
export type { Reversal } from './positions/reverse.ts';
export { positionsToClose } from './positions/select-positions.ts';
export type { CloseFilter } from './positions/select-positions.ts';
export { decideTrailing, followTrailing } from './positions/trailing.ts';
export type { TrailingRequest } from './positions/trailing.ts';

export { changeLeverage } from './accounts/change-leverage.ts';
export type { LeverageChange } from './accounts/change-leverage.ts';
export { decideFunds } from './funds/decide-funds.ts';
export type { FundsCode, FundsCommand } from './funds/decide-funds.ts';
export { ALWAYS_OPEN, DEMO_SCHEDULES } from './hours/demo-schedules.ts';
export { sessionAt } from './hours/session-at.ts';
export {
  endOfTradingDay,
  nextRollover,
  rolloversBetween,
  startOfTradingDay,
} from './hours/trading-day.ts';
export type { Rollover } from './hours/trading-day.ts';
export { book } from './ledger/booking.ts';
export type { Booked, Booking, BookingReference, BookingType } from './ledger/booking.ts';
export { ledgerEntries } from './ledger/ledger-entries.ts';
export type { LedgerEntry } from './ledger/ledger-entries.ts';
export { lotSize } from './lot-size/lot-size.ts';
export type { LotSize, LotSizeRequest } from './lot-size/lot-size.ts';
export { coverBySymbol } from './hedging/cover.ts';
export { hedgeOrders, hedgeStandings } from './hedging/hedge-orders.ts';
export type { HedgeBook, HedgeOrder, HedgeStanding } from './hedging/hedge-orders.ts';
export { routeFor } from './routing/route-for.ts';
export type { Route, RoutedOrder, RoutePreference, Routing } from './routing/route-for.ts';
export { decideStopOut } from './stop-out/decide-stop-out.ts';
export type { StopOutStep } from './stop-out/decide-stop-out.ts';
export { marginState } from './stop-out/margin-state.ts';
export type { MarginState } from './stop-out/margin-state.ts';
export { negativeBalanceCompensation } from './stop-out/negative-balance.ts';
export { accrueSwap } from './swap/accrue-swap.ts';
export { decideAdminWithdrawal, decideWithdrawal } from './withdrawals/decide-withdrawal.ts';
export type {
  AdminWithdrawal,
  WithdrawalCode,
  WithdrawalFacts,
  WithdrawalRequest,
  WithdrawalTerms,
} from './withdrawals/decide-withdrawal.ts';
export { moveWithdrawal, openWithdrawal } from './withdrawals/transitions.ts';
export type { WithdrawalResult, WithdrawalStep } from './withdrawals/transitions.ts';
export { withdrawalLimits, withdrawalUsage } from './withdrawals/withdrawal-usage.ts';
export type { WithdrawalLimits, WithdrawalUsage } from './withdrawals/withdrawal-usage.ts';
