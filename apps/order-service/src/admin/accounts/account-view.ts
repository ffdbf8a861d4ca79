/** An account as the broker sees it: its owner, its terms, and where it stands by the last quotes. */
import type { Handler, OrderContract } from '@faultline/contract';
import { summarise } from '@faultline/domain';
import { type Market, tradingFacts } from '../../market/market.ts';
import { levelOf, moneyOf } from '../../market/units.ts';
import type { Book, User } from '../../ports/store.ts';

export type AccountView = Awaited<ReturnType<Handler<OrderContract['admin']['accounts']['get']>>>;

type Owner = Pick<User, 'username' | 'fullName'>;

export function accountView(book: Book, owner: Owner, market: Market): AccountView {
  const { account, positions } = book;
  const { id, accountNumber, userId, groupId, currency, marginMode, tradeState } = account;
  const summary = summarise(tradingFacts(market, book));
  const money = (minor: bigint) => moneyOf(minor, currency);
  const own = (minor: bigint | null) => (minor === null ? null : money(minor));
  return {
    id,
    accountNumber,
    userId,
    username: owner.username,
    fullName: owner.fullName,
    groupId,
    currency,
    balance: money(summary.balance),
    credit: money(summary.credit),
    equity: money(summary.equity),
    margin: money(summary.margin),
    freeMargin: money(summary.freeMargin),
    marginLevel: summary.marginLevel === null ? null : levelOf(summary.marginLevel),
    openPositions: positions.length,
    leverage: Number(account.leverage),
    marginMode,
    tradeState,
    disabledReason: account.disabledReason,
    book: account.book,
    lps: [...account.lps],
    isDemo: account.isDemo,
    withdrawalDailyLimit: own(account.withdrawalDailyLimit),
    withdrawalMonthlyLimit: own(account.withdrawalMonthlyLimit),
    createdAt: account.createdAtMs,
    version: account.version,
  };
}
