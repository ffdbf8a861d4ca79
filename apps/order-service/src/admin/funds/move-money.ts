/** One movement of money by a person: checked, booked, and named so that it cannot be booked twice. */
import { type OrderContract, orderContract, type Handler } from '@faultline/contract';
import {
  type Account,
  type Decision,
  ledgerEntries,
  type Posting,
  type Withdrawal,
} from '@faultline/domain';
import { type Code, type Refusal, refuse } from '@faultline/errors';
import { moneyOf } from '../../market/units.ts';
import type { Facts, FundsOperation } from '../../ports/store.ts';
import type { Command } from '../../trading/perform.ts';
import { ledgerEntryView } from '../../views/ledger-view.ts';

type Moved = Awaited<ReturnType<Handler<OrderContract['admin']['funds']['deposit']>>>;

const { output } = orderContract.admin.funds.deposit;

/** What every movement says about itself. */
export interface Wish {
  readonly accountId: number;
  readonly reference?: string | undefined;
  readonly description?: string | undefined;
  readonly method?: string | undefined;
}

export interface Movement<C extends Code> {
  readonly type: FundsOperation['type'];
  /** The procedure. */
  readonly path: string;
  readonly actorId: string;
  readonly reason?: string | undefined;
  readonly withdrawalsSinceMs?: number | undefined;
  /** @param fundsId - What the posting is to refer to, unless it has something of its own. */
  readonly decide: (
    facts: Facts & { readonly account: Account },
    ids: { readonly fundsId: string; readonly nowMs: number },
  ) => Decision<C, Booked>;
}

interface Booked {
  readonly account: Account;
  readonly posting: Posting;
  readonly withdrawal?: Withdrawal;
}

type MoneyCode = 'ACCOUNT_NOT_FOUND' | 'DUPLICATE_REQUEST';

export function moveMoney<C extends Code>(
  wish: Wish,
  movement: Movement<C>,
): Command<C | MoneyCode, typeof output> {
  const { accountId, reference } = wish;
  const { type, path, withdrawalsSinceMs } = movement;
  const funds = reference === undefined ? undefined : { type, reference };
  return {
    path,
    accountId,
    wanted: { accountId, funds, withdrawalsSinceMs },
    input: wish,
    output,
    admit: ({ account }) =>
      account === null ? oneOf<C>(refuse('ACCOUNT_NOT_FOUND', { accountId })) : null,
    decide: (facts, nowMs) => {
      const { account: before } = facts;
      if (before === null) throw new Error('admitted without an account');
      if (facts.fundsReferenceUsed) {
        const refusal = oneOf<C>(refuse('DUPLICATE_REQUEST', { reason: 'REFERENCE' }));
        return { ok: false, refusal };
      }
      const fundsId = facts.ids.fundsId();
      const booked = movement.decide({ ...facts, account: before }, { fundsId, nowMs });
      if (!booked.ok) return { ok: false, refusal: oneOf<C>(booked.refusal) };
      const { account, posting, withdrawal } = booked.value;
      const operation = operationOf(wish, booked.value, { ...movement, fundsId, nowMs });
      const changes = {
        accounts: [account],
        postings: [posting],
        funds: [operation],
        withdrawals: withdrawal === undefined ? [] : [withdrawal],
      };
      const reason = movement.reason ?? wish.description;
      const trail = { target: `account:${accountId}`, after: operation, reason };
      return { ok: true, value: { answer: movedView(booked.value, operation), changes, trail } };
    },
  };
}

/** A refusal of some of the codes is one of all of them, which the compiler does not see through a type parameter. */
const oneOf = <C extends Code>(refusal: Refusal<MoneyCode> | Refusal<C>): Refusal<C | MoneyCode> =>
  refusal as Refusal<C | MoneyCode>;

function operationOf(
  { accountId, method, reference, description }: Wish,
  { account, posting }: Booked,
  given: Pick<Movement<never>, 'type' | 'actorId'> & { fundsId: string; nowMs: number },
): FundsOperation {
  const [entry] = ledgerEntries([posting], account);
  return {
    id: given.fundsId,
    accountId,
    type: given.type,
    amount: entry?.amount ?? 0n,
    method: method ?? null,
    reference: reference ?? null,
    description: description ?? '',
    actorId: given.actorId,
    atMs: given.nowMs,
  };
}

function movedView({ account, posting }: Booked, said: FundsOperation): Moved {
  const { currency } = account;
  const [entry] = ledgerEntries([posting], account);
  if (entry === undefined) throw new Error(`posting ${posting.id} moves nothing of its account`);
  const view = ledgerEntryView(entry, {
    currency,
    said: posting.refType === 'ADMIN' ? said : { method: said.method },
  });
  return { entry: view, newBalance: moneyOf(account.balance, currency) };
}
