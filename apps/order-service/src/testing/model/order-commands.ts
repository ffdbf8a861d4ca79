/** Orders that wait: placing, changing and cancelling them. Account 2 has them, for our own book fills at once. */
import fc from 'fast-check';
import { command, pick, side, size, volumeOf, which } from './command.ts';
import { expectSame, type FloorUnderTest, lots, points } from './floor-under-test.ts';
import type { Resting, Side, TradingModel } from './trading-model.ts';

const type = fc.constantFrom<Resting['type']>('LIMIT', 'STOP', 'STOP_LIMIT');
/** Points from the market; negative is the side on which such an order cannot wait. */
const distance = fc.integer({ min: -50, max: 350 }).filter((by) => by !== 0);

/** Where a price lies so far on the waiting side of the market. */
function waitingPrice(
  model: TradingModel,
  order: Pick<Resting, 'type' | 'side'>,
  by: number,
): bigint {
  const below = (order.side === 'BUY') === (order.type === 'LIMIT');
  return model.price(order.side) + (below ? -BigInt(by) : BigInt(by));
}

/** A stop-limit that was woken takes twenty points worse than its trigger. */
const limitBeyond = (to: Side, trigger: bigint): bigint =>
  to === 'BUY' ? trigger + 20n : trigger - 20n;

function pricesOf(
  kind: Resting['type'],
  to: Side,
  price: bigint,
): Pick<Resting, 'limit' | 'trigger'> {
  if (kind === 'LIMIT') return { limit: price, trigger: null };
  return { limit: kind === 'STOP' ? null : limitBeyond(to, price), trigger: price };
}

async function send(real: FloorUnderTest, order: Omit<Resting, 'id' | 'woken'>) {
  const { orders } = real.desk;
  const { side: to, volume, limit, trigger } = order;
  const terms = { accountId: 2, symbol: 'EURUSD', side: to, volume: lots(volume) };
  const idempotencyKey = real.key();
  const common = { ...terms, idempotencyKey };
  if (trigger === null)
    return orders.placeLimit({ ...common, price: points(limit ?? 0n) }, real.call);
  const triggerPrice = points(trigger);
  return limit === null
    ? orders.placeStop({ ...common, triggerPrice }, real.call)
    : orders.placeStopLimit({ ...common, triggerPrice, limitPrice: points(limit) }, real.call);
}

const place = fc.record({ type, side, size, distance }).map((how) =>
  command(`rest ${JSON.stringify(how)}`, async (model, real) => {
    const { type: kind, side: to } = how;
    const prices = pricesOf(kind, to, waitingPrice(model, how, how.distance));
    const order = { type: kind, side: to, volume: volumeOf(how.size), ...prices };
    const fault = model.stale ? 'PRICE_STALE' : how.distance < 0 ? 'INVALID_PRICE' : null;
    if (fault !== null) {
      expectSame('refused', await real.codeOf(send(real, order)), fault);
      return;
    }
    const { id } = await send(real, order);
    real.orderIds.add(id);
    model.account(2).orders.set(id, { id, ...order, woken: false });
  }),
);

const modify = fc.record({ which, distance, size }).map((how) =>
  command(`modify ${JSON.stringify(how)}`, async (model, real) => {
    const order = pick([...model.account(2).orders.values()], how.which);
    if (order === undefined || model.stale || order.type === 'STOP_LIMIT') return;
    const price = waitingPrice(model, order, how.distance);
    const volume = volumeOf(how.size);
    const asked = { orderId: order.id, price: points(price), volume: lots(volume) };
    const code = await real.codeOf(real.desk.orders.modify(asked, real.call));
    const fault = how.distance < 0 ? 'INVALID_PRICE' : null;
    expectSame('modify', code, fault);
    if (fault !== null) return;
    const prices = pricesOf(order.type, order.side, price);
    model.account(2).orders.set(order.id, { ...order, ...prices, volume });
  }),
);

const cancel = fc.record({ which, again: fc.boolean() }).map((how) =>
  command(`cancel ${JSON.stringify(how)}`, async (model, real) => {
    const order = pick([...model.account(2).orders.values()], how.which);
    if (order === undefined) return;
    const orderId = order.id;
    await real.desk.orders.cancel({ orderId }, real.call);
    model.account(2).orders.delete(orderId);
    if (!how.again) return;
    const code = await real.codeOf(real.desk.orders.cancel({ orderId }, real.call));
    expectSame('cancelled twice', code, 'ORDER_NOT_PENDING');
  }),
);

export const ORDER_COMMANDS = [place, place, modify, cancel];
