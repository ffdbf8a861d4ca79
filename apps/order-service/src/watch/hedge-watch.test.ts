/** The house's own cover: brought to what its book asks for, once, whatever fails on the way. */
import { decimalNumber, decimalOf } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adm, by, type BrokerDesk, openBrokerDesk, sue } from '../testing/broker-desk.ts';
import { type TestDatabase, sqliteDatabase } from '../testing/databases.ts';
import { ann, START_MS } from '../testing/desk.ts';
import { until } from '../testing/until.ts';

const HOUSE = 3;
const FILL = 1.09504;

let database: TestDatabase;
let desk: BrokerDesk;
beforeEach(async () => {
  database = await sqliteDatabase();
  desk = await openBrokerDesk(database);
  await desk.admin.accounts.update({ accountId: HOUSE, marginMode: 'NETTING' }, by(adm));
  await desk.admin.config.update({ hedgeAccountId: HOUSE }, by(adm));
  await cover(50);
});
afterEach(async () => {
  await desk.closeSoundly();
  await database.drop();
});

const cover = async (hedgePercent: number) =>
  desk.admin.routing.put(
    {
      id: 'half',
      enabled: true,
      when: { isDemo: true },
      route: { book: 'B', lps: null, hedgePercent },
      note: 'Half of it',
    },
    by(adm),
  );

const EURUSD = { symbol: 'EURUSD', side: 'BUY' } as const;
const client = async (lots: number, side: 'BUY' | 'SELL' = 'BUY') =>
  desk.orders.placeMarket({ ...EURUSD, accountId: 2, side, volume: decimalOf(lots) }, by(ann));

/** Side and lots of every order that has reached the provider. */
const sent = () =>
  desk.lp.submitted.map(({ side, qty }) => `${side} ${decimalNumber(qty) / 100_000}`);

async function standing() {
  const [one] = await desk.admin.hedges.list({}, by(sue));
  if (one === undefined) return null;
  const [targetVolume, hedgedVolume, gap] = [one.targetVolume, one.hedgedVolume, one.gap].map(
    decimalNumber,
  );
  return { ...one, targetVolume, hedgedVolume, gap };
}

const covered = async (lots: number): Promise<void> =>
  until(async () => {
    const now = await standing();
    return now?.hedgedVolume === lots && now.underWayOrderId === null && now.since === null;
  });

describe('the cover', () => {
  it('is bought for a client’s position, shrinks with it, and is gone with it', async () => {
    desk.fillsAt(FILL);
    const { order, position } = await client(1);
    expect(order).toMatchObject({ status: 'FILLED', book: 'B', lp: null });
    await covered(0.5);
    const positionId = position?.id ?? 0;
    await desk.positions.close({ positionId, volume: decimalOf(0.5) }, by(ann));
    await covered(0.25);
    await desk.positions.close({ positionId }, by(ann));
    await until(async () => (await standing()) === null);
    expect(sent()).toEqual(['BUY 0.5', 'SELL 0.25', 'SELL 0.25']);
    const { items } = await desk.admin.orders.list({ accountId: HOUSE }, by(sue));
    expect(items).toHaveLength(3);
    for (const hedge of items) {
      expect(hedge).toMatchObject({ source: 'HEDGE', book: 'A', lp: 'YOFX', status: 'FILLED' });
    }
  });

  it('is the net of what clients hold, and of an order that waited for its price, too', async () => {
    desk.fillsAt(FILL);
    const resting = { ...EURUSD, accountId: 2, volume: decimalOf(2), price: decimalOf(1.09) };
    await desk.orders.placeLimit(resting, by(ann));
    await client(1);
    await client(0.6, 'SELL');
    await covered(0.2);
    desk.quote({ bid: 108_990n, ask: 108_998n });
    await desk.settled();
    await covered(1.2);
    expect(await standing()).toMatchObject({ targetVolume: 1.2, gap: 0, lastRefusal: null });
  });

  it('is not for what a rule without a percentage takes', async () => {
    await cover(0);
    await client(1);
    await desk.settled();
    expect(desk.lp.submitted).toEqual([]);
    expect(await standing()).toBeNull();
  });

  it('goes out in orders no larger than the symbol allows', async () => {
    await desk.admin.symbols.update({ symbol: 'EURUSD', maxVolume: decimalOf(1) }, by(adm));
    desk.fillsAt(FILL);
    for (let clients = 0; clients < 5; clients += 1) await client(1);
    await covered(2.5);
    for (const order of sent()) expect(['BUY 0.5', 'BUY 1']).toContain(order);
  });
});

describe('an order for the cover', () => {
  it('that nobody has answered for is the only one, for as long as that takes', async () => {
    await client(1);
    await until(() => desk.lp.submitted.length === 1);
    const orderId = desk.lp.submitted[0]?.orderId ?? '';
    await desk.report({ orderId, kind: 'IN_DOUBT' });
    desk.clock.nowMs += 86_400_000;
    desk.quote({});
    await client(1);
    await desk.settled();
    expect(await standing()).toMatchObject({
      targetVolume: 1,
      hedgedVolume: 0,
      gap: 1,
      underWayOrderId: orderId,
      since: START_MS,
    });
    expect(sent()).toEqual(['BUY 0.5']);
    desk.fillsAt(FILL);
    const execution = { qty: decimalOf(50_000), price: decimalOf(FILL), execId: 'late' };
    await desk.report({ orderId, kind: 'FILL', ...execution });
    await covered(1);
    expect(sent()).toEqual(['BUY 0.5', 'BUY 0.5']);
  });

  it('that found no provider is tried again after a pause that doubles, and told once', async () => {
    desk.market.board.venue({ lp: 'YOFX', connected: false, lastConnectedMs: START_MS });
    await client(1);
    await desk.settled();
    const refused = { lastRefusal: 'LP_NOT_CONNECTED', since: START_MS, underWayOrderId: null };
    expect(await standing()).toMatchObject({ ...refused, gap: 0.5 });
    desk.market.board.venue({ lp: 'YOFX', connected: true, lastConnectedMs: START_MS });
    desk.fillsAt(FILL);
    await client(0.2);
    await desk.settled();
    expect(desk.lp.submitted).toEqual([]);
    expect(desk.hedgeGaps()).toEqual([{ symbol: 'EURUSD', lots: 0 }]);
    desk.clock.nowMs += 1_001;
    expect(desk.hedgeGaps()).toEqual([{ symbol: 'EURUSD', lots: 0.6 }]);
    desk.quote({});
    await covered(0.6);
    expect(await standing()).toMatchObject({ lastRefusal: null });
    desk.clock.nowMs += 5_000;
    expect(desk.hedgeGaps()).toEqual([{ symbol: 'EURUSD', lots: 0 }]);
  });

  it('that the provider refuses is not sent again before the pause is over', async () => {
    desk.lp.behaviour = ({ orderId }) => {
      const reject = { code: 'ORDER_REJECTED', details: { orderId, reason: 'OTHER' } } as const;
      setImmediate(() => void desk.report({ orderId, kind: 'REJECT', reject }));
      return { kind: 'taken' };
    };
    await client(1);
    const refusedTimes = async (times: number): Promise<void> =>
      until(async () => {
        const now = await standing();
        return desk.lp.submitted.length === times && now?.lastRefusal === 'ORDER_REJECTED';
      });
    await refusedTimes(1);
    await client(1);
    await desk.settled();
    expect(desk.lp.submitted).toHaveLength(1);
    desk.clock.nowMs += 1_000;
    desk.quote({});
    await refusedTimes(2);
    desk.clock.nowMs += 1_999;
    await client(0.1);
    await desk.settled();
    expect(desk.lp.submitted).toHaveLength(2);
    // Each try that fails leaves it as far behind as it was.
    expect(desk.hedgeGaps()).toEqual([{ symbol: 'EURUSD', lots: 1.05 }]);
    expect(await standing()).toMatchObject({ since: START_MS });
  });

  it('is neither lost nor doubled by a restart, whether it got there before or not', async () => {
    desk.lp.behaviour = () => ({ kind: 'unreachable' });
    await client(1);
    await until(() => desk.lp.submitted.length > 0);
    const orderId = desk.lp.submitted[0]?.orderId ?? '';
    await reopened();
    await until(() => desk.lp.submitted.length === 1);
    expect(desk.lp.submitted[0]?.orderId).toBe(orderId);
    await until(async () => (await desk.store.outbox()).length === 0);
    await reopened();
    await client(0.2);
    await desk.settled();
    expect(desk.lp.submitted).toEqual([]);
    expect(await standing()).toMatchObject({ targetVolume: 0.6, underWayOrderId: orderId });
    desk.fillsAt(FILL);
    const execution = { qty: decimalOf(50_000), price: decimalOf(FILL), execId: 'E' };
    await desk.report({ orderId, kind: 'FILL', ...execution });
    await covered(0.6);
    expect(sent()).toEqual(['BUY 0.1']);
  });

  const reopened = async (): Promise<void> => {
    await desk.close();
    desk = await openBrokerDesk(database);
  };
});
