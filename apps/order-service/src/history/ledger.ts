/** `history.ledger`: every movement of an account's money, with what was left after it. */
import type { Handler, OrderContract } from '@faultline/contract';
import type { LedgerEntry } from '@faultline/domain';
import type { LedgerAsked, Store } from '../ports/store.ts';
import { readableAccount } from '../trading/ownership.ts';
import { ledgerEntryView, type Said } from '../views/ledger-view.ts';
import { pageOf } from '../views/page.ts';

export function ledgerHistory(store: Store): Handler<OrderContract['history']['ledger']> {
  return async ({ accountId, type, from, to, ...paged }, call) => {
    const account = await readableAccount(store, accountId, call);
    const list = {
      read: async (page: Pick<LedgerAsked, 'after' | 'limit'>) =>
        store.pages.ledger({ accountId: account.id, ...page, types: type, fromMs: from, toMs: to }),
      markOf: ({ atMs, id }: LedgerEntry) => [atMs, id],
      mark: ['number', 'number'] as const,
    };
    const { rows, nextCursor } = await pageOf(paged, list, call);
    const said = await saidAbout(rows, store);
    const { currency } = account;
    const items = rows.map((row) => ledgerEntryView(row, { currency, said: said.get(row.refId) }));
    return { items, nextCursor };
  };
}

/** By the id that the entry refers to. */
async function saidAbout(
  entries: readonly LedgerEntry[],
  store: Store,
): Promise<ReadonlyMap<string, Partial<Said>>> {
  const refsOf = (kind: LedgerEntry['refType']): string[] => [
    ...new Set(entries.filter(({ refType }) => refType === kind).map(({ refId }) => refId)),
  ];
  const [funds, withdrawals] = await Promise.all([
    store.fundsOf(refsOf('ADMIN')),
    store.withdrawalsOf(refsOf('WITHDRAWAL')),
  ]);
  return new Map<string, Partial<Said>>([
    ...funds.map(({ id, method, reference, description }): [string, Said] => [
      id,
      { method, reference, description },
    ]),
    ...withdrawals.map(({ id, method }): [string, Partial<Said>] => [id, { method }]),
  ]);
}
