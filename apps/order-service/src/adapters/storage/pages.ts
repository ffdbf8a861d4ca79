/** Lists by keyset: a page begins behind the last row of the one before, found in an index and not by counting. */
import { balanceChange, clientLedger, creditLedger, type LedgerEntry } from '@faultline/domain';
import type { Mark, Pages } from '../../ports/pages.ts';
import type { Driver, Parameter } from './driver.ts';
import type { LedgerRow } from './ledger-rows.ts';
import type { TableSpec } from './table-spec.ts';
import * as tables from './tables/index.ts';

export function pagesOf(driver: Driver): Pages {
  const page: Page = async (list, wanted) => {
    const { rest, values } = statement(list, wanted);
    return driver.rows(list.spec, rest, values);
  };
  return { ...tradingPages(page), ...moneyPages(page), ...housePages(page) };
}

/** A condition and its value. Without a value it holds always. */
type Condition = readonly [sql: string, value: Parameter | undefined];

interface Listed<T> {
  readonly spec: TableSpec<T>;
  /** The columns that order the list, the last one unique. */
  readonly by: readonly string[];
  readonly ascending?: boolean;
}

interface Wanted {
  readonly conditions: readonly Condition[];
  /** What always has to hold. */
  readonly only?: string | undefined;
  readonly after: Mark | null;
  readonly limit: number;
}

type Page = <T extends object>(list: Listed<T>, wanted: Wanted) => Promise<T[]>;

const tradingPages = (page: Page): Pick<Pages, 'orders' | 'deals' | 'openPositions'> => ({
  orders: async ({ accountId, statuses, symbol, done, fromMs, toMs, ...asked }) => {
    const ended = accountId === null ? false : done;
    const conditions: Condition[] = [
      ['account_id = ?', accountId ?? undefined],
      ['status = ANY(?)', statuses],
      ['symbol = ?', symbol],
      ['created_at_ms >= ?', fromMs],
      ['created_at_ms < ?', toMs],
    ];
    const only = ended === undefined ? undefined : `done_at_ms IS ${ended ? 'NOT ' : ''}NULL`;
    const list = { spec: tables.orders, by: ['created_at_ms', 'id'] };
    return page(list, { conditions, only, ...asked });
  },
  deals: async ({ accountId, symbol, fromMs, toMs, ...asked }) => {
    const conditions: Condition[] = [
      ['account_id = ?', accountId],
      ['symbol = ?', symbol],
      ['time_ms >= ?', fromMs],
      ['time_ms < ?', toMs],
    ];
    return page({ spec: tables.deals, by: ['time_ms', 'id'] }, { conditions, ...asked });
  },
  openPositions: async ({ accountId, symbol, ...asked }) => {
    const conditions: Condition[] = [
      ['account_id = ?', accountId],
      ['symbol = ?', symbol],
    ];
    const only = 'closed_at_ms IS NULL';
    return page({ spec: tables.positions, by: ['id'] }, { conditions, only, ...asked });
  },
});

const moneyPages = (page: Page): Pick<Pages, 'ledger' | 'withdrawals' | 'limitRequests'> => ({
  ledger: async ({ accountId, types, fromMs, toMs, ...asked }) => {
    const conditions: Condition[] = [
      ['account_id = ?', accountId],
      ['type = ANY(?)', types],
      ['at_ms >= ?', fromMs],
      ['at_ms < ?', toMs],
    ];
    const rows = await page(
      { spec: tables.postings, by: ['at_ms', 'id'] },
      { conditions, ...asked },
    );
    return rows.map((row) => entryOf(row, accountId));
  },
  withdrawals: async ({ accountId, status, ...asked }) => {
    const list = { spec: tables.withdrawals, by: ['requested_at_ms', 'id'] };
    return page(list, { conditions: decidable(accountId, status), ...asked });
  },
  limitRequests: async ({ accountId, status, ...asked }) => {
    const list = { spec: tables.limitRequests, by: ['requested_at_ms', 'id'] };
    return page(list, { conditions: decidable(accountId, status), ...asked });
  },
});

const housePages = (page: Page): Pick<Pages, 'audit' | 'breaks' | 'accounts'> => ({
  breaks: async ({ orderId, settled, ...asked }) => {
    const only =
      settled === undefined ? undefined : `settled_at_ms IS ${settled ? 'NOT ' : ''}NULL`;
    const list = { spec: tables.breaks, by: ['seq'] };
    return page(list, { conditions: [['order_id = ?', orderId]], only, ...asked });
  },
  audit: async ({ actorId, target, action, fromMs, toMs, ...asked }) => {
    const conditions: Condition[] = [
      ['actor_id = ?', actorId],
      ['target = ?', target],
      ['action = ?', action],
      ['at_ms >= ?', fromMs],
      ['at_ms < ?', toMs],
    ];
    return page({ spec: tables.audit, by: ['seq'] }, { conditions, ...asked });
  },
  accounts: async ({ username, groupId, tradeState, ...asked }) => {
    const conditions: Condition[] = [
      ['user_id IN (SELECT id FROM users WHERE lower(username) = ?)', username?.toLowerCase()],
      ['group_id = ?', groupId],
      ['trade_state = ?', tradeState],
    ];
    const list = { spec: tables.accounts, by: ['id'], ascending: true };
    return page(list, { conditions, ...asked });
  },
});

const decidable = (accountId: number | undefined, status: string | undefined): Condition[] => [
  ['account_id = ?', accountId],
  ['status = ?', status],
];

function statement<T>(
  { by, ascending = false }: Listed<T>,
  { conditions, only, after, limit }: Wanted,
): { rest: string; values: Parameter[] } {
  const parts = only === undefined ? [] : [only];
  const values: Parameter[] = [];
  for (const [sql, value] of conditions) {
    if (value === undefined) continue;
    parts.push(sql);
    values.push(value);
  }
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
