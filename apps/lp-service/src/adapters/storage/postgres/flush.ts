/** What a transaction has made of the book, written: one statement for each table that it touched. */
import type { Ask } from '@faultline/fix/node';
import { providerColumn } from '../provider-rows.ts';
import { auditRow, orderRow, reportRow } from '../rows.ts';
import type { Draft } from './draft.ts';

type Record = Readonly<{ [column: string]: string | number | null }>;

const MUTABLE =
  'cl_ord_id qty price lp_order_id fills ending acknowledged in_doubt number_lost denied_at_ms request request_count restored_at_ms done_at_ms'.split(
    ' ',
  );

const replace = (columns: readonly string[]): string =>
  `DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`;

/** Any number of rows, as one JSON text; what it leaves out is null. */
const insertSql = (table: string, columns: readonly string[], conflict = ''): string =>
  `INSERT INTO ${table} (${columns.join(', ')})
   SELECT ${columns.join(', ')} FROM json_populate_recordset(NULL::${table}, $1) ${conflict}`;

/** In the order of the tables: names lead to orders. */
export async function flush(draft: Draft, ask: Ask): Promise<void> {
  const write = async (table: string, rows: readonly Record[], conflict = ''): Promise<void> => {
    const [first] = rows;
    if (first === undefined) return;
    await ask(insertSql(table, Object.keys(first), conflict), [JSON.stringify(rows)]);
  };
  const { changedOrders, changedRoutes, newNames } = draft;
  await Promise.all([
    write(
      'lp_orders',
      [...changedOrders.values()].map(orderRow),
      `ON CONFLICT (number) ${replace(MUTABLE)}`,
    ),
    write(
      'order_names',
      [...newNames].map(([cl_ord_id, number]) => ({ cl_ord_id, number })),
    ),
    write(
      'routes',
      [...changedRoutes].map(([order_id, { lps, expiresAtMs, refusedLeg }]) => ({
        order_id,
        lps: JSON.stringify(lps),
        expires_at_ms: expiresAtMs,
        refused_leg: refusedLeg,
      })),
      `ON CONFLICT (order_id) ${replace(['refused_leg'])}`,
    ),
    write(
      'executions',
      draft.newExecutions.map(({ execId, lp, orderId }) => ({
        exec_id: execId,
        lp,
        order_id: orderId,
      })),
    ),
    ...flushRest(draft, write),
  ]);
}

type Write = (table: string, rows: readonly Record[], conflict?: string) => Promise<void>;

const flushRest = (draft: Draft, write: Write): Promise<void>[] => [
  write(
    'not_sent',
    [...draft.notSent.values()].map(({ orderId, refusal, atMs }) => ({
      order_id: orderId,
      refusal: JSON.stringify(refusal),
      at_ms: atMs,
    })),
    'ON CONFLICT (order_id) DO NOTHING',
  ),
  write(
    'reports',
    draft.reports.map((report, index) => ({
      seq: draft.lastReportBefore + index + 1,
      ...reportRow(report),
    })),
  ),
  write(
    'lp_sessions',
    [...draft.sessions].map(([session_id, { lastConnectedMs, wantedUp, resetAtLogon }]) => ({
      session_id,
      last_connected_ms: lastConnectedMs,
      wanted_up: wantedUp ? 1 : 0,
      reset_at_logon: resetAtLogon ? 1 : 0,
    })),
    `ON CONFLICT (session_id) ${replace(['last_connected_ms', 'wanted_up', 'reset_at_logon'])}`,
  ),
  write(
    'providers',
    [...draft.providers.values()].map((one) => ({ id: one.id, config: providerColumn(one) })),
    `ON CONFLICT (id) ${replace(['config'])}`,
  ),
  write('audit', draft.audits.map(auditRow)),
];
