/** The guide's table, and that no procedure of the contract has been forgotten in it. */
import { orderContract, rowsOf } from '@faultline/contract';
import { describe, expect, it } from 'vitest';
import { policies } from './call-policies.ts';

const rows = rowsOf(orderContract).map(({ path, op }) => ({ path, op, ...policies.of(path) }));

describe('the limits', () => {
  it.each([
    ['auth.login', 5, 2],
    ['orders.placeMarket', 100, 20],
    ['orders.cancel', 100, 20],
    ['positions.close', 100, 20],
    ['account.summary', 60, 10],
    ['withdrawals.request', 60, 10],
    ['quotes.snapshot', 120, 30],
    ['quotes.ticks', 30, 5],
    ['quotes.candles', 30, 5],
    ['admin.accounts.list', 200, 50],
    ['admin.lp.status', 30, 10],
    ['admin.fix.connect', 20, 5],
  ])('of %s are %d a minute and %d at once beyond that', (path, perMinute, burst) => {
    expect(policies.of(path).limit).toMatchObject({ perMinute, burst });
  });

  it('name a class for every procedure, and none falls through', () => {
    expect(rows.length).toBeGreaterThan(40);
    const forgotten = rows.filter(({ limit }) => limit === policies.other);
    expect(forgotten.map(({ path }) => path)).toEqual([]);
  });
});

describe('an older door', () => {
  it('is limited as the procedure behind it', () => {
    expect(policies.of('rest.POST /order')).toEqual(policies.of('orders.placeMarket'));
    expect(policies.of('rest.POST /position/close-all')).toEqual(
      policies.of('positions.closeMany'),
    );
  });
});

describe('when there is too much to do', () => {
  const of = (wanted: string | null) =>
    rows.filter(({ priority }) => priority === wanted).map(({ path }) => path);

  it('whatever takes risk away goes first, and nothing that adds any', () => {
    expect(of('urgent')).toEqual(
      expect.arrayContaining(['orders.cancel', 'orders.cancelAll', 'positions.close']),
    );
    expect(of('urgent')).not.toContain('orders.placeMarket');
    expect(of('urgent')).not.toContain('positions.reverse');
    expect(rows.find(({ path }) => path === 'orders.placeMarket')?.priority).toBeNull();
  });

  it('reports go last, and no command is a report', () => {
    expect(of('report').length).toBeGreaterThan(3);
    const commands = rows.filter(
      ({ op, priority }) => priority === 'report' && op.kind === 'mutation',
    );
    expect(commands.map(({ path }) => path)).toEqual([]);
  });
});
