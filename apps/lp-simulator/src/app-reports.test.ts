/** Providers that report wrongly: twice, out of order, too much, taken back. As a client on a real FIX session sees them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { marketOrder, until } from './testing/desk.ts';
import { Floor } from './testing/floor.ts';

let floor: Floor;
beforeEach(async () => {
  floor = await Floor.open();
});
afterEach(() => floor.close());

/** One order under a mode, and so many reports of it. */
async function reportsUnder(body: object, count: number) {
  const client = await floor.trader();
  await floor.api.post('/behaviour', { ...body, count: 1 });
  await client.handle.send(marketOrder('O1'));
  await until(`${count} reports`, () => client.reports().length === count);
  return client;
}

const execIdsOf = ({ heard }: Awaited<ReturnType<typeof reportsUnder>>) =>
  heard.flatMap((one) => (one.msgType === '8' ? [one.execId] : []));

describe('an order under', () => {
  it('duplicateExec is filled once and reported twice under one ExecID(17)', async () => {
    const client = await reportsUnder({ mode: 'duplicateExec' }, 3);
    expect(client.reports()).toEqual(['0/0', 'F/2 100000@1.09508', 'F/2 100000@1.09508']);
    const [, first, second] = execIdsOf(client);
    expect(second).toBe(first);
    expect(await floor.orders()).toMatchObject([{ cumQty: 100_000, executions: [{}] }]);
  });

  it('outOfOrder is reported as filled before it is acknowledged', async () => {
    const client = await reportsUnder({ mode: 'outOfOrder' }, 2);
    expect(client.reports()).toEqual(['F/2 100000@1.09508', '0/0']);
  });

  it('overfill is filled by half more than it was for', async () => {
    const client = await reportsUnder({ mode: 'overfill' }, 3);
    expect(client.reports()).toEqual(['0/0', 'F/2 100000@1.09508', 'F/2 50000@1.09508']);
    expect(await floor.orders()).toMatchObject([{ qty: 100_000, cumQty: 150_000 }]);
  });

  it('bust is filled, and then the trade is taken back by its ExecID(17)', async () => {
    const client = await reportsUnder({ mode: 'bust' }, 3);
    expect(client.reports()).toEqual(['0/0', 'F/2 100000@1.09508', 'H/4']);
    const [, trade] = execIdsOf(client);
    expect(client.heard.at(-1)).toMatchObject({ execRefId: trade, cumQty: { unscaled: 0n } });
    expect(await floor.orders()).toMatchObject([
      { cumQty: 0, status: 'CANCELED', executions: [{ execType: 'F' }, { execType: 'H' }] },
    ]);
  });

  it('unsolicitedCancel is acknowledged and cancelled', async () => {
    const client = await reportsUnder({ mode: 'unsolicitedCancel' }, 2);
    expect(client.reports()).toEqual(['0/0', '4/4']);
  });

  it('requote is refused because its price has passed', async () => {
    const client = await reportsUnder({ mode: 'requote' }, 1);
    expect(client.reports()).toEqual(['8/8']);
    expect(client.heard[0]).toMatchObject({
      ordRejReason: 8,
      text: expect.stringMatching(/requote/),
    });
  });

  it('sessionReject is answered with Reject(3) and not booked', async () => {
    const { handle, heard } = await floor.trader();
    await floor.api.post('/behaviour', { mode: 'sessionReject', count: 1 });
    const { seq } = await handle.send(marketOrder('O1'));
    await until('the reject', () => heard.length === 1);
    expect(heard[0]).toMatchObject({ msgType: '3', refSeqNum: seq, refMsgType: 'D' });
    expect(await floor.orders()).toEqual([]);
  });
});
