/** `account.summary`: where an account stands now. */
import type { Handler, OrderContract } from '@faultline/contract';
import { summarise } from '@faultline/domain';
import { type Market, tradingFacts } from '../market/market.ts';
import { levelOf, moneyOf } from '../market/units.ts';
import type { Store } from '../ports/store.ts';
import { accountIdOf, mayRead } from '../trading/ownership.ts';

type AccountSummary = Handler<OrderContract['account']['summary']>;

const DAY_MS = 24 * 3_600_000;

export function accountSummary({
  store,
  market,
}: {
  store: Store;
  market: Market;
}): AccountSummary {
  return async (input, call) => {
    const accountId = await accountIdOf(store, input.accountId, call);
    const { account, ...facts } = await store.read({ accountId });
    if (account === null || !mayRead(call.caller, account)) {
      throw call.fail('ACCOUNT_NOT_FOUND', { accountId });
    }
    const trading = tradingFacts(market, { ...facts, account });
    const summary = summarise(trading);
    const realized = await store.realizedSince(accountId, startOfDay(trading.nowMs));
    const money = (minor: bigint) => moneyOf(minor, account.currency);
    const { accountNumber, currency, marginMode } = account;
    return {
      accountId,
      accountNumber,
      currency,
      leverage: Number(account.leverage),
      marginMode,
      balance: money(summary.balance),
      credit: money(summary.credit),
      equity: money(summary.equity),
      margin: money(summary.margin),
      freeMargin: money(summary.freeMargin),
      marginLevel: summary.marginLevel === null ? null : levelOf(summary.marginLevel),
      unrealizedPL: money(summary.unrealizedPL),
      realizedPL: money(realized),
      openPositions: facts.positions.length,
      stale: summary.stale,
    };
  };
}

/** The calendar day in UTC, until a market calendar says when a trading day begins. */
const startOfDay = (nowMs: number): number => nowMs - (nowMs % DAY_MS);
