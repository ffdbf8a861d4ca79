/** The tables are complete, and what is derived from them refuses to compile where it must. */
import { COMMON_CODES, fail, refuse } from '@faultline/errors';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Handler, Handlers } from './call.ts';
import { lpContract } from './lp/index.ts';
import { rowsOf } from './op.ts';
import { orderContract } from './order/index.ts';

const rows = [...rowsOf(orderContract), ...rowsOf(lpContract)];

describe('the contract tables', () => {
  it.each(rows)('$path lists each of its own codes once, and no common one', ({ op }) => {
    expect(new Set(op.errors).size).toBe(op.errors.length);
    expect(op.errors.filter((code) => COMMON_CODES.includes(code as never))).toEqual([]);
  });

  it('give no two procedures the same REST door', () => {
    const doors = rows.flatMap(({ op }) => (op.rest ? [`${op.rest.method} ${op.rest.path}`] : []));
    expect(new Set(doors).size).toBe(doors.length);
    expect(doors).toContain('POST /api/orders/market');
  });

  it('ask a question with GET, and give a command never with it', () => {
    for (const { path, op } of rows) {
      if (op.rest === undefined) continue;
      expect([path, op.rest.method === 'GET']).toEqual([path, op.kind !== 'mutation']);
    }
  });

  it('let none but our own processes into the LP service, and agents through their own door', () => {
    const others = rowsOf(lpContract).filter(({ op }) => op.needs !== 'service');
    expect(others.map(({ path, op }) => [path, op.needs])).toEqual([['mt5.report', 'agent']]);
  });
});

describe('a handler', () => {
  it('may raise what its row declares and what is common, with exactly those details', async () => {
    const list: Handler<typeof orderContract.positions.list> = async (_input, call) => {
      expectTypeOf(call.caller.role).toEqualTypeOf<'TRADER' | 'SUPPORT' | 'ADMIN'>();
      if (call.caller.role === 'SUPPORT') throw call.fail('AUTH_REQUIRED');
      // @ts-expect-error not declared by positions.list
      void (() => call.fail('MARGIN_INSUFFICIENT', {}));
      // @ts-expect-error wrong details
      void (() => call.fail('ACCOUNT_NOT_FOUND', { accountId: 'x' }));
      // @ts-expect-error an excess detail
      void (() => call.fail('ACCOUNT_NOT_FOUND', { accountId: 1, hint: 'x' }));
      // @ts-expect-error a refusal that the row does not declare
      void (() => call.raise(refuse('LP_NOT_FOUND', { lp: 'x' })));
      throw call.raise(refuse('ACCOUNT_NOT_FOUND', { accountId: 1 }));
    };
    const call = {
      caller: {
        kind: 'user',
        userId: 'u',
        username: 'ann',
        role: 'TRADER',
        sessionId: 's',
        signedInAtMs: 0,
      },
      fail,
      raise: (refusal: { code: 'ACCOUNT_NOT_FOUND'; details: { accountId: number } }) =>
        fail(refusal.code, refusal.details),
    } as unknown as Parameters<typeof list>[1];
    await expect(list({}, call)).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
  });

  it('cannot be forgotten', () => {
    const get: Handler<typeof orderContract.symbols.get> = async (_, call) => {
      throw call.fail('INVALID_SYMBOL', { symbol: 'X', availableSymbols: [] });
    };
    // @ts-expect-error symbols.list is missing
    const handlers: Handlers<typeof orderContract.symbols> = { get };
    expect(Object.keys(handlers)).toEqual(['get']);
  });
});
