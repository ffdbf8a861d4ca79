/** An account in figures, as the contract shows it. */
import type { Handler, OrderContract } from '@faultline/contract';
import { summarise, type TradingFacts } from '@faultline/domain';
import { levelOf, moneyOf } from '../market/units.ts';

export type SummaryView = Awaited<ReturnType<Handler<OrderContract['account']['summary']>>>;

/** @param realized - Since the start of the trading day, in minor units. */
export function summaryView(facts: TradingFacts, realized: bigint): SummaryView {
  const { account, positions } = facts;
  const { id, accountNumber, currency, leverage, marginMode } = account;
  const summary = summarise(facts);
  const money = (minor: bigint) => moneyOf(minor, currency);
  return {
    accountId: id,
    accountNumber,
    currency,
    leverage: Number(leverage),
    marginMode,
    balance: money(summary.balance),
    credit: money(summary.credit),
    equity: money(summary.equity),
    margin: money(summary.margin),
    freeMargin: money(summary.freeMargin),
    marginLevel: summary.marginLevel === null ? null : levelOf(summary.marginLevel),
    unrealizedPL: money(summary.unrealizedPL),
    realizedPL: money(realized),
    openPositions: positions.length,
    stale: summary.stale,
  };
}
