/** Collects what a command asked to see, following an order or a position to its account. */
import type { Facts, Wanted } from '../../ports/store.ts';
import type { Counters } from './counters.ts';
import type { Tables } from './store.ts';

export function factReader(tables: Tables, counters: Counters): (wanted: Wanted) => Facts {
  const accountById = tables.accounts.where('id = ?');
  const orderById = tables.orders.where('id = ?');
  const positionById = tables.positions.where('id = ?');
  const openPositions = tables.positions.where(
    'account_id = ? AND closed_at_ms IS NULL ORDER BY id',
  );
  const working = tables.orders.where('account_id = ? AND done_at_ms IS NULL');
  const byClientId = tables.orders.where('account_id = ? AND client_order_id = ?');
  const remembered = tables.idempotency.where('scope = ? AND key = ?');
  const byExecution = tables.deals.where('lp = ? AND lp_exec_id = ?');

  return (wanted) => {
    const { key, clientOrderId, execution } = wanted;
    const order = wanted.orderId === undefined ? null : (orderById(wanted.orderId)[0] ?? null);
    const positionId = wanted.positionId ?? order?.reduces ?? order?.positionId;
    const position = positionId == null ? null : (positionById(positionId)[0] ?? null);
    const accountId = wanted.accountId ?? order?.accountId ?? position?.accountId;
    const account = accountId === undefined ? null : (accountById(accountId)[0] ?? null);
    const named =
      account === null || clientOrderId === undefined ? [] : byClientId(account.id, clientOrderId);
    return {
      account,
      positions: account === null ? [] : openPositions(account.id),
      orders: account === null ? [] : working(account.id),
      order,
      position,
      remembered: key === undefined ? null : (remembered(key.scope, key.key)[0] ?? null),
      orderOfClientId: named[0]?.id ?? null,
      executionApplied:
        execution !== undefined && byExecution(execution.lp, execution.execId).length > 0,
      lastReportSeq: counters.lastReportSeq(),
      ids: counters.ids,
    };
  };
}
