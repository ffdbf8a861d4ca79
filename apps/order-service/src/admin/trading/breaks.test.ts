/** A fill that the provider takes back: what waits, what a person does about it, and what is on record in the end. */
import { decimalOf } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adm, by, type BrokerDesk, openBrokerDesk, sue } from '../../testing/broker-desk.ts';
import { ann } from '../../testing/desk.ts';

let desk: BrokerDesk;
beforeEach(async () => {
  desk = await openBrokerDesk();
});
afterEach(async () => desk.closeSoundly());

const execution = { execId: 'E-1', qty: decimalOf(10_000), price: decimalOf(1.095) } as const;
const evidence = 'Ticket 4711: the client keeps 1.00, entry 7 of the ledger; position 1 closed';

/** ORD-1 was filled, and the provider has taken that back. */
async function bust(): Promise<void> {
  const order = { accountId: 1, symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) } as const;
  const placed = desk.orders.placeMarket(order, by(ann));
  await desk.report({ orderId: 'ORD-1', kind: 'FILL', ...execution });
  await placed;
  await desk.report({ orderId: 'ORD-1', kind: 'BUST', ...execution });
}
const open = async () => (await desk.admin.breaks.list({ status: 'OPEN' }, by(sue))).items;
const settled = async () => (await desk.admin.breaks.list({ status: 'SETTLED' }, by(sue))).items;

describe('a bust', () => {
  it('waits for a person with all that the provider said, and has booked nothing', async () => {
    await bust();
    expect(await open()).toEqual([
      {
        seq: 2,
        orderId: 'ORD-1',
        lp: 'YOFX',
        kind: 'BUST',
        ...execution,
        reason: 'the provider takes an execution back',
        at: desk.clock.nowMs,
        settledAt: null,
        settledBy: null,
        evidence: null,
      },
    ]);
    expect((await desk.store.read({ accountId: 1 })).positions).toHaveLength(1);
  });

  it('is settled by evidence, after what is owed was booked, and the audit log says by whom', async () => {
    await bust();
    const owed = { accountId: 1, amount: decimalOf(-1), description: evidence };
    await desk.admin.funds.adjust({ ...owed, reference: 'break-2' }, by(adm));
    const done = await desk.admin.breaks.settle({ seq: 2, evidence }, by(adm));
    expect(done).toMatchObject({ seq: 2, settledBy: 'user_admin', evidence });
    expect([await open(), await settled()]).toMatchObject([[], [{ seq: 2, evidence }]]);
    expect(await desk.lastAudit()).toMatchObject({
      action: 'admin.breaks.settle',
      target: 'break:2',
      before: { settledBy: null },
      after: { settledBy: 'user_admin', evidence },
      reason: evidence,
    });
  });

  it('is settled once: a repeat is told the same, and another word on it is refused', async () => {
    await bust();
    const wish = { seq: 2, evidence, idempotencyKey: 'key-settle-1' };
    const first = await desk.admin.breaks.settle(wish, by(adm));
    expect(await desk.admin.breaks.settle(wish, by(adm))).toEqual(first);
    const other = desk.admin.breaks.settle({ seq: 2, evidence: 'Other words' }, by(adm));
    await expect(other).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      details: { field: 'seq' },
    });
    const unknown = desk.admin.breaks.settle({ seq: 3, evidence }, by(adm));
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is found by its order', async () => {
    await bust();
    const of = async (orderId: string) =>
      (await desk.admin.breaks.list({ orderId }, by(sue))).items.length;
    expect([await of('ORD-1'), await of('ORD-2')]).toEqual([1, 0]);
  });
});
