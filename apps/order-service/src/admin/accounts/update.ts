/** `admin.accounts.update`: other terms for an account, as far as what it holds allows. */
import { type Handler, type OrderContract, orderContract } from '@faultline/contract';
import { type Account, changeLeverage, currencyDigits, type Decision } from '@faultline/domain';
import { type Decimal, refuse, rescaled } from '@faultline/errors';
import { type Market, tradingFacts } from '../../market/market.ts';
import type { Facts } from '../../ports/store.ts';
import { perform, type PerformDeps } from '../../trading/perform.ts';
import { invalid, staleVersion } from '../refusals.ts';
import { accountView } from './account-view.ts';

type Update = Handler<OrderContract['admin']['accounts']['update']>;
type Wish = Parameters<Update>[0];
type UpdateCode = 'ACCOUNT_NOT_FOUND' | 'INVALID_REQUEST' | 'MARGIN_INSUFFICIENT';

const { update: row } = orderContract.admin.accounts;

export const updateAccount =
  (deps: PerformDeps): Update =>
  async (wish, call) => {
    const { accountId } = wish;
    const owner = await ownerOf(deps, accountId);
    return perform<UpdateCode, typeof row.output>(
      deps,
      {
        path: 'admin.accounts.update',
        accountId,
        wanted: { accountId },
        input: wish,
        output: row.output,
        admit: ({ account }) =>
          account === null ? refuse('ACCOUNT_NOT_FOUND', { accountId }) : null,
        decide: ({ account: before, ...facts }) => {
          if (before === null) throw new Error('admitted without an account');
          const terms = newTerms(wish, before, facts);
          if (!terms.ok) return terms;
          const margined = withMargin(terms.value, { before, facts, market: deps.market });
          if (!margined.ok) return margined;
          const { account, positions } = margined.value;
          const moved = positions.filter((position) => !facts.positions.includes(position));
          const trail = { target: `account:${accountId}`, before, after: account };
          const book = { account, positions, orders: facts.orders };
          return {
            ok: true,
            value: {
              answer: accountView(book, owner, deps.market),
              changes: { accounts: [account], positions: moved },
              trail,
            },
          };
        },
      },
      call,
    );
  };

export async function ownerOf({ store }: PerformDeps, accountId: number) {
  const { account } = await store.read({ accountId });
  const owner = account === null ? null : await store.userById(account.userId);
  return owner ?? { username: '', fullName: '' };
}

type Others = Omit<Facts, 'account'>;

function newTerms(
  wish: Wish,
  before: Account,
  facts: Others,
): Decision<'INVALID_REQUEST', Account> {
  const stale = staleVersion(wish.version, before.version);
  if (stale !== null) return stale;
  const { marginMode = before.marginMode, groupId = before.groupId } = wish;
  const bound = marginMode === before.marginMode ? null : boundMode(before, facts);
  if (bound !== null) return invalid('marginMode', bound);
  const group = facts.reference.groups.get(groupId);
  if (group === undefined) return invalid('groupId', 'There is no such group.');
  if (group.currency !== before.currency) {
    return invalid('groupId', `The group keeps its accounts in ${group.currency}.`);
  }
  const daily = limitOf(wish.withdrawalDailyLimit, before.withdrawalDailyLimit, before);
  const monthly = limitOf(wish.withdrawalMonthlyLimit, before.withdrawalMonthlyLimit, before);
  if (daily === undefined) return invalid('withdrawalDailyLimit', NO_LIMIT);
  if (monthly === undefined) return invalid('withdrawalMonthlyLimit', NO_LIMIT);
  const { leverage, book = before.book, lps = before.lps } = wish;
  return {
    ok: true,
    value: {
      ...before,
      leverage: leverage === undefined ? before.leverage : BigInt(leverage),
      marginMode,
      groupId,
      book,
      lps,
      withdrawalDailyLimit: daily,
      withdrawalMonthlyLimit: monthly,
      version: before.version + 1,
    },
  };
}

/** Why an account cannot change how it keeps its positions; `null` when it can. */
function boundMode({ id }: Account, { positions, orders, reference }: Others): string | null {
  if (positions.length + orders.length > 0) return 'The account has open positions or orders.';
  return reference.settings.hedgeAccount?.id === id ? 'It is the hedge account, which nets.' : null;
}

const NO_LIMIT = 'A limit is an amount of zero or more, no finer than the currency.';

/** `undefined` for an amount that is none. */
function limitOf(
  wish: Decimal | null | undefined,
  before: bigint | null,
  { currency }: Account,
): bigint | null | undefined {
  if (wish === undefined) return before;
  if (wish === null) return null;
  const minor = rescaled(wish, currencyDigits(currency));
  return minor === null || minor < 0n ? undefined : minor;
}

interface Standing {
  readonly before: Account;
  readonly facts: Others;
  readonly market: Market;
}

/** Leverage and group say how much margin a position ties up: what is open must fit under the new ones. */
function withMargin(terms: Account, { before, facts, market }: Standing) {
  const sameMargin = terms.leverage === before.leverage && terms.groupId === before.groupId;
  if (sameMargin) {
    return { ok: true, value: { account: terms, positions: facts.positions } } as const;
  }
  // The change itself makes it a version newer.
  const account = { ...terms, leverage: before.leverage, version: before.version };
  return changeLeverage(terms.leverage, tradingFacts(market, { ...facts, account }));
}
