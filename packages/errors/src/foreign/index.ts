/**
 * What other systems' error numbers mean to us: gateways, MetaTrader 5, FIX 4.4, venues. An entry point of its own, so that
 * whoever speaks to none of them loads none of it; `@faultline/errors/foreign/mt5-login` and its like load one space.
 */
export * from './brand.ts';
export { FOREIGN_ROWS, foreign, foreignOf } from './foreign.ts';
export { gatewayOf, gatewayOfFailure, platformOf } from './gateway-dialect.ts';
export type { FromGateway, GatewayAnswer } from './gateway-dialect.ts';
export { foreignKeyText, parseForeignKey } from './key.ts';
export * from './row.ts';
export { FIX_TABLES, fixValue, lookupFix } from './spaces/fix.ts';
export {
  GATEWAY_OPERATIONS,
  GATEWAY_REAL,
  gatewayReal,
  lookupGatewayReal,
} from './spaces/gateway-real.ts';
export type { GatewayOperation } from './spaces/gateway-real.ts';
export type { GatewayCategory, GatewayFacts } from './spaces/gateway-spec-facts.ts';
export {
  GATEWAY_SPEC,
  gatewaySpec,
  lookupGatewayHttp,
  lookupGatewaySpec,
} from './spaces/gateway-spec.ts';
export type { GatewayRow } from './spaces/gateway-spec.ts';
export { loginPolicyOf, lookupMt5Login, MT5_LOGIN, mt5Login } from './spaces/mt5-login.ts';
export type { Mt5LoginRow } from './spaces/mt5-login.ts';
export type {
  LoginAction,
  LoginAlert,
  LoginPolicy,
  LoginSchedule,
} from './spaces/mt5-login-policy.ts';
export { lookupMt5Manager, MT5_MANAGER, mt5Manager } from './spaces/mt5-manager.ts';
export { lookupMt5Terminal, MT5_TERMINAL, mt5Terminal } from './spaces/mt5-terminal.ts';
export { lookupMt5Trade, MT5_TRADE, mt5Trade } from './spaces/mt5-trade.ts';
export { lookupVenue, VENUE_TABLES, venueCode } from './spaces/venues.ts';
export type { Table } from './table.ts';
