/** `admin.funds.*`: money that the broker moves by hand. */
import type { Handlers, OrderContract, User } from '@faultline/contract';
import {
  book,
  type Booking,
  decideAdminWithdrawal,
  decideFunds,
  type Decision,
  type FundsCommand,
  openWithdrawal,
  type TradingFacts,
  type WithdrawalCode,
} from '@faultline/domain';
import type { Code, Decimal } from '@faultline/errors';
import { type Market, tradingFacts } from '../../market/market.ts';
import { monthStartMs } from '../../market/month.ts';
import type { DestinationDeps } from '../../trading/destinations.ts';
import { perform, type PerformDeps } from '../../trading/perform.ts';
import { type Movement, moveMoney, type Wish } from './move-money.ts';

type Funds = Omit<Handlers<OrderContract['admin']['funds']>, 'ledger'>;
type Withdraw = Parameters<Funds['withdraw']>[0];
type FundsDeps = PerformDeps & DestinationDeps;
type Amount = Wish & { readonly amount: Decimal };

export function adminFunds(deps: FundsDeps): Funds {
  const { market } = deps;
  const give = (type: 'DEPOSIT' | 'BONUS', path: string) => (input: Amount, caller: User) =>
    moveMoney(
      input,
      byHand({ type, path, caller }, (facts) => giving(type, input, facts), market),
    );
  const take =
    (type: 'ADJUSTMENT' | 'BONUS_OUT', path: string) => (input: Amount, caller: User) => {
      const check = (facts: TradingFacts) => decideFunds({ type, amount: input.amount }, facts);
      return moveMoney(input, byHand({ type, path, caller }, check, market));
    };
  const deposit = give('DEPOSIT', 'admin.funds.deposit');
  const bonus = give('BONUS', 'admin.funds.bonus');
  const adjust = take('ADJUSTMENT', 'admin.funds.adjust');
  const bonusOut = take('BONUS_OUT', 'admin.funds.bonusOut');
  return {
    deposit: async (input, call) => perform(deps, deposit(input, call.caller), call),
    withdraw: async (input, call) =>
      perform(deps, moveMoney(input, payOut(input, call.caller, deps)), call),
    adjust: async (input, call) => perform(deps, adjust(input, call.caller), call),
    bonus: async (input, call) => perform(deps, bonus(input, call.caller), call),
    bonusOut: async (input, call) => perform(deps, bonusOut(input, call.caller), call),
  };
}

/** There is always enough to give something. */
function giving(
  type: 'DEPOSIT' | 'BONUS',
  { amount }: Pick<FundsCommand, 'amount'>,
  facts: TradingFacts,
): Decision<'INVALID_REQUEST', Booking> {
  const decided = decideFunds({ type, amount }, facts);
  if (decided.ok) return decided;
  const { refusal } = decided;
  if (refusal.code === 'INVALID_REQUEST') return { ok: false, refusal };
  throw new Error(`a ${type} was refused with ${refusal.code}`);
}

interface ByHand {
  readonly type: FundsCommand['type'];
  readonly path: string;
  readonly caller: User;
}

function byHand<C extends Code>(
  { type, path, caller }: ByHand,
  check: (facts: TradingFacts) => Decision<C, Booking>,
  market: Market,
): Movement<C> {
  return {
    type,
    path,
    actorId: caller.userId,
    decide: ({ account, ...facts }, { fundsId, nowMs }) => {
      const booking = check(tradingFacts(market, { ...facts, account }));
      if (!booking.ok) return booking;
      const reference = { refType: 'ADMIN', refId: fundsId, atMs: nowMs } as const;
      const postingId = facts.ids.postingId();
      return { ok: true, value: book(account, booking.value, { ...reference, postingId }) };
    },
  };
}

function payOut(
  { accountId, amount, method, destination, override }: Withdraw,
  { userId }: User,
  { market, destinations }: FundsDeps,
): Movement<Exclude<WithdrawalCode, 'ACCOUNT_DISABLED'>> {
  return {
    type: 'WITHDRAWAL',
    path: 'admin.funds.withdraw',
    actorId: userId,
    reason: override?.reason,
    withdrawalsSinceMs: monthStartMs(market.now()),
    decide: ({ account, withdrawals, ids, ...facts }, { nowMs }) => {
      const by = { decidedBy: userId, override: override !== undefined };
      const terms = decideAdminWithdrawal(
        { amount, method, ...destinations({ accountId, method, destination }), ...by },
        { ...tradingFacts(market, { ...facts, account }), withdrawals },
      );
      if (!terms.ok) return terms;
      const opening = { id: ids.withdrawalId(), postingId: ids.postingId(), nowMs };
      const opened = openWithdrawal(terms.value, account, opening);
      if (opened.posting === null) throw new Error('a withdrawal moves money');
      return { ok: true, value: { ...opened, posting: opened.posting } };
    },
  };
}
