/** Collects what a command asked to see, following an order or a position to its account. */
import type { SQLInputValue } from 'node:sqlite';
import type { Facts, Wanted } from '../../ports/store.ts';
import type { Counters } from './counters.ts';
import type { Tables } from './store.ts';

type Subject = Pick<Facts, 'order' | 'position' | 'account'>;

export function factReader(tables: Tables, counters: Counters): (wanted: Wanted) => Facts {
  const subjectOf = subjectReader(tables);
  const memoryOf = memoryReader(tables);
  const openPositions = tables.positions.where(
    'account_id = ? AND closed_at_ms IS NULL ORDER BY id',
  );
  const working = tables.orders.where('account_id = ? AND done_at_ms IS NULL');
  return (wanted) => {
    const subject = subjectOf(wanted);
    const { account } = subject;
    return {
      ...subject,
      positions: account === null ? [] : openPositions(account.id),
      orders: account === null ? [] : working(account.id),
      ...memoryOf(wanted, account),
      lastReportSeq: counters.lastReportSeq(),
      ids: counters.ids,
    };
  };
}

function subjectReader(tables: Tables): (wanted: Wanted) => Subject {
  const accountById = one(tables.accounts.where('id = ?'));
  const orderById = one(tables.orders.where('id = ?'));
  const positionById = one(tables.positions.where('id = ?'));
  return (wanted) => {
    const order = orderById(wanted.orderId);
    const position = positionById(wanted.positionId ?? order?.reduces ?? order?.positionId);
    const account = accountById(wanted.accountId ?? order?.accountId ?? position?.accountId);
    return { order, position, account };
  };
}

type Memory = Pick<Facts, 'remembered' | 'orderOfClientId' | 'executionApplied'>;

/** What has been told and done before: under a key, under the caller's own name, at a provider. */
function memoryReader(tables: Tables): (wanted: Wanted, account: Facts['account']) => Memory {
  const byKey = tables.idempotency.where('scope = ? AND key = ?');
  const byClientId = tables.orders.where('account_id = ? AND client_order_id = ?');
  const byExecution = tables.deals.where('lp = ? AND lp_exec_id = ?');
  return ({ key, clientOrderId, execution }, account) => {
    const named =
      account === null || clientOrderId === undefined ? [] : byClientId(account.id, clientOrderId);
    const deals = execution === undefined ? [] : byExecution(execution.lp, execution.execId);
    return {
      remembered: key === undefined ? null : (byKey(key.scope, key.key)[0] ?? null),
      orderOfClientId: named[0]?.id ?? null,
      executionApplied: deals.length > 0,
    };
  };
}

/** A search by one value that may be unknown, and then finds nothing. */
const one =
  <T>(search: (value: SQLInputValue) => T[]) =>
  (value: SQLInputValue | undefined): T | null =>
    value === undefined || value === null ? null : (search(value)[0] ?? null);
