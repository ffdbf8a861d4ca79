/** Lists by keyset: a page begins behind the last row of the one before, found in an index and not by counting. */
import { balanceChange, clientLedger, creditLedger, type LedgerEntry } from '@faultline/domain';
import type { Mark, Pages } from '../../ports/pages.ts';
import type { Driver, Parameter } from './driver.ts';
import type { LedgerRow } from './ledger-rows.ts';
import type { TableSpec } from './table-spec.ts';
import * as tables from './tables/index.ts';

/** A condition and its value; one whose value is absent holds always. */
type Condition = readonly [sql: string, value?: Parameter | undefined];

interface Listed<T> {
  readonly spec: TableSpec<T>;
  /** The columns that order the list, the last one unique. */
  readonly by: readonly string[];
  readonly ascending?: boolean;
}

interface Wanted {
  readonly conditions: readonly (Condition | null)[];
  readonly after: Mark | null;
  readonly limit: number;
}

export function pagesOf(driver: Driver): Pages {
  const page = async <T extends object>(list: Listed<T>, wanted: Wanted): Promise<T[]> => {
    const { rest, values } = statement(list, wanted);
    return driver.rows(list.spec, rest, values);
  };
  return {
    orders: async ({ accountId, statuses, symbol, done, fromMs, toMs, ...asked }) => {
      const known = accountId === null ? false : done;
      const conditions = [
        equal('account_id', accountId ?? undefined),
        known === undefined ? null : ([`done_at_ms IS ${known ? 'NOT NULL' : 'NULL'}`] as const),
        ['status = ANY(?)', statuses] as const,
        equal('symbol', symbol),
        ...within('created_at_ms', { fromMs, toMs }),
      ];
      return page({ spec: tables.orders, by: ['created_at_ms', 'id'] }, { conditions, ...asked });
    },
    deals: async ({ accountId, symbol, fromMs, toMs, ...asked }) => {
      const conditions = [
        equal('account_id', accountId),
        equal('symbol', symbol),
        ...within('time_ms', { fromMs, toMs }),
      ];
      return page({ spec: tables.deals, by: ['time_ms', 'id'] }, { conditions, ...asked });
    },
    ledger: async ({ accountId, types, fromMs, toMs, ...asked }) => {
      const conditions = [
        equal('account_id', accountId),
        ['type = ANY(?)', types] as const,
        ...within('at_ms', { fromMs, toMs }),
      ];
      const list = { spec: tables.postings, by: ['at_ms', 'id'] };
      return (await page(list, { conditions, ...asked })).map((row) => entryOf(row, accountId));
    },
    withdrawals: async ({ accountId, status, ...asked }) =>
      page(
        { spec: tables.withdrawals, by: ['requested_at_ms', 'id'] },
        { conditions: [equal('account_id', accountId), equal('status', status)], ...asked },
      ),
    limitRequests: async ({ accountId, status, ...asked }) =>
      page(
        { spec: tables.limitRequests, by: ['requested_at_ms', 'id'] },
        { conditions: [equal('account_id', accountId), equal('status', status)], ...asked },
      ),
    audit: async ({ actorId, target, action, fromMs, toMs, ...asked }) => {
      const conditions = [
        equal('actor_id', actorId),
        equal('target', target),
        equal('action', action),
        ...within('at_ms', { fromMs, toMs }),
      ];
      return page({ spec: tables.audit, by: ['seq'] }, { conditions, ...asked });
    },
    openPositions: async ({ accountId, symbol, ...asked }) => {
      const open = ['closed_at_ms IS NULL'] as const;
      const conditions = [equal('account_id', accountId), equal('symbol', symbol), open];
      return page({ spec: tables.positions, by: ['id'] }, { conditions, ...asked });
    },
    accounts: async ({ username, groupId, tradeState, ...asked }) => {
      const owned = 'user_id IN (SELECT id FROM users WHERE lower(username) = ?)';
      const conditions = [
        [owned, username?.toLowerCase()] as const,
        equal('group_id', groupId),
        equal('trade_state', tradeState),
      ];
      return page({ spec: tables.accounts, by: ['id'], ascending: true }, { conditions, ...asked });
    },
  };
}

const equal = (column: string, value: Parameter | undefined): Condition => [`${column} = ?`, value];

const within = (
  column: string,
  { fromMs, toMs }: { fromMs?: number | undefined; toMs?: number | undefined },
): Condition[] => [
  [`${column} >= ?`, fromMs],
  [`${column} < ?`, toMs],
];

function statement<T>(
  { by, ascending = false }: Listed<T>,
  { conditions, after, limit }: Wanted,
): { rest: string; values: Parameter[] } {
  const holding = conditions.filter(
    (condition) =>
      condition !== null && (condition[1] !== undefined || !condition[0].includes('?')),
  ) as Condition[];
  const parts = holding.map(([sql]) => sql);
  const values = holding.flatMap(([, value]) => (value === undefined ? [] : [value]));
  if (after !== null) {
    parts.push(`(${by.join(', ')}) ${ascending ? '>' : '<'} (${by.map(() => '?').join(', ')})`);
    values.push(...after);
  }
  const order = by.map((column) => `${column}${ascending ? '' : ' DESC'}`).join(', ');
  const rest = `${parts.length === 0 ? '1 = 1' : parts.join(' AND ')} ORDER BY ${order} LIMIT ?`;
  return { rest, values: [...values, limit] };
}

function entryOf(row: LedgerRow, accountId: number): LedgerEntry {
  const { id, type, refType, refId, atMs } = row;
  const change = (ledgerAccount: string) => balanceChange([row], ledgerAccount);
  return {
    id,
    accountId,
    type,
    amount: change(clientLedger(accountId)) + change(creditLedger(accountId)),
    balanceAfter: row.balanceAfter ?? 0n,
    creditAfter: row.creditAfter ?? 0n,
    refType,
    refId,
    atMs,
  };
}
