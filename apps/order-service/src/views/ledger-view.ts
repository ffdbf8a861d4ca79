/** Entries of an account's ledger as the contract shows them. */
import type { Handler, OrderContract } from '@faultline/contract';
import type { LedgerEntry } from '@faultline/domain';
import { moneyOf } from '../market/units.ts';
import type { FundsOperation } from '../ports/store.ts';

export type LedgerEntryView = Awaited<
  ReturnType<Handler<OrderContract['history']['ledger']>>
>['items'][number];

/** What a person said about the movement; nobody says anything about what a deal did. */
export type Said = {
  readonly [K in 'method' | 'reference' | 'description']: FundsOperation[K] | null;
};

export function ledgerEntryView(
  entry: LedgerEntry,
  { currency, said = {} }: { currency: string; said?: Partial<Said> | undefined },
): LedgerEntryView {
  const { id, accountId, type, refType, refId } = entry;
  return {
    id,
    accountId,
    type,
    amount: moneyOf(entry.amount, currency),
    balanceAfter: moneyOf(entry.balanceAfter, currency),
    creditAfter: moneyOf(entry.creditAfter, currency),
    currency,
    refType,
    refId,
    method: said.method ?? null,
    reference: said.reference ?? null,
    description: said.description ?? null,
    createdAt: entry.atMs,
  };
}
