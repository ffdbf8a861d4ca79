/** Steps that have shipped are never edited, and data of the oldest step is still understood. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, openSqlite } from '@faultline/service';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONTEXT } from '../../testing/orders.ts';
import { MIGRATIONS as POSTGRES } from './postgres/schema.ts';
import { openSqliteBook } from './sqlite/book.ts';
import { MIGRATIONS as SQLITE } from './sqlite/schema.ts';

const digest = (sql: string): string => createHash('sha256').update(sql).digest('hex').slice(0, 16);

describe('a step that has shipped', () => {
  it('is what it was, in SQLite', () => {
    expect(SQLITE.map(digest)).toEqual([
      'b0a1d35c41e76f66',
      'a0a707a74f2a0352',
      'fb78df9361b59512',
      '239c5ef5308d9388',
    ]);
  });

  it('is what it was, in PostgreSQL', () => {
    expect(POSTGRES.map(digest)).toEqual([
      'c72f9cd34e89895a',
      '30ac0883e78d6663',
      'd2678758d560f2aa',
    ]);
  });
});

const REFUSAL = `{"code":"ORDER_REJECTED","details":{"orderId":"O-3","lp":"YOFX","reason":"OTHER"}}`;

/** As the first version wrote it: one order open, one filled, one refused, and what was told about them. */
const OLD_DATA = `
INSERT INTO lp_orders VALUES
  (1, 'O-1', 'YOFX', 'YOFX1', 'O-1-1', 'EURUSD', 'BUY', '1000', '[["E-1","0","400","1.10000"]]',
   NULL, 1, 1, 1000, NULL, NULL),
  (2, 'O-2', 'YOFX', 'YOFX1', 'O-2-1', 'EURUSD', 'SELL', '500.5',
   '[["E-2","0","500.5","1.10001"]]', '{"cumQty":"500.5","refusal":null}', 1, 0, 1001, 1002, 1003),
  (7, 'O-3', 'YOFX', 'YOFX1', 'O-3-1', 'EURUSD', 'BUY', '1000', '[]',
   '{"cumQty":"0","refusal":${REFUSAL}}', 0, 0, 1004, NULL, 1005);
INSERT INTO not_sent VALUES ('O-4', '{"code":"LP_NOT_FOUND","details":{"lp":"X"}}', 1006);
INSERT INTO executions VALUES ('YOFX', 'E-1', 'O-1'), ('YOFX', 'E-2', 'O-2');
INSERT INTO reports VALUES
  (1, 'O-1', 'LP-1', 'YOFX', 'FILL', 'E-1', '400', '1.10000', NULL, 1000),
  (2, 'O-2', 'LP-2', 'YOFX', 'FILL', 'E-2', '500.5', '1.10001', NULL, 1003);
INSERT INTO lp_sessions VALUES ('YOFX1', 1003, 0);
`;

describe('a file of the first version', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'faultline-lp-'));
    const old = openSqlite(join(directory, 'lp.db'), SQLITE.slice(0, 1));
    old.exec(OLD_DATA);
    old.close();
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const openBook = () =>
    openSqliteBook(directory, {
      waysOf: () => ({ ...CONTEXT, quarantineMs: 1_000, lastConnected: null }),
      log: createLogger('test', { level: 'silent' }),
    });

  it('keeps every order, now a first leg at the market', async () => {
    const { book, close } = openBook();
    const first = { leg: 1, lpSymbol: 'EURUSD', type: 'MARKET', price: null, tif: 'IOC' } as const;
    expect(await book.order('O-1')).toMatchObject({
      ...first,
      id: 'LP-1',
      inDoubt: true,
      acknowledged: true,
      fills: [{ execId: 'E-1' }],
      ending: null,
      doneAtMs: null,
    });
    expect(await book.order('O-2')).toMatchObject({
      ...first,
      id: 'LP-2',
      ending: { refused: null },
      restoredAtMs: 1002,
      doneAtMs: 1003,
    });
    expect((await book.order('O-3'))?.ending?.refused).toEqual({
      refusal: JSON.parse(REFUSAL) as unknown,
      elsewhere: false,
    });
    expect(book.openOrders().map(({ orderId }) => orderId)).toEqual(['O-1']);
    expect(await book.refusal('O-4')).toMatchObject({ code: 'LP_NOT_FOUND' });
    expect(await book.reportsAfter(0, 9)).toHaveLength(2);
    expect(book.session('YOFX1')).toEqual({
      lastConnectedMs: 1003,
      wantedUp: false,
      resetAtLogon: false,
    });
    await close();
  });

  it('goes on where it was: the rest of an order is booked, and numbers are not used again', async () => {
    const { book, close } = openBook();
    const order = await book.order('O-1');
    if (order === null) throw new Error('no order');
    await book.commit([{ kind: 'overdue', orderId: 'O-1', atMs: 2_000 }]);
    const { id: _id, ...terms } = order;
    const sent = { ...terms, orderId: 'O-9', clOrdId: 'O-9-1' };
    const route = { lps: ['YOFX'], expiresAtMs: 9_000 };
    await book.commit([{ kind: 'sent', order: sent, route, atMs: 2_000 }]);
    expect((await book.order('O-9'))?.id).toBe('LP-8');
    await close();
  });
});
