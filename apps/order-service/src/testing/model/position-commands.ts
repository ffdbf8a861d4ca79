/** Opening, closing and protecting positions. */
import fc from 'fast-check';
import { account, command, pick, side, size, volumeOf, which } from './command.ts';
import { expectSame, lots, points } from './floor-under-test.ts';
import { opposite } from './trading-model.ts';

const levelOf = (price: bigint | null) => (price === null ? null : points(price));

const market = fc.record({ account, side, size, levels: fc.boolean() }).map((how) =>
  command(`market ${JSON.stringify(how)}`, async (model, real) => {
    const { account: accountId, side: to, size: units } = how;
    const volume = volumeOf(units);
    const away = to === 'BUY' ? 300n : -300n;
    const [sl, tp] =
      how.levels && accountId === 2 ? [model.bid - away, model.ask + away] : [null, null];
    const idempotencyKey = real.key();
    const order = { accountId, symbol: 'EURUSD', side: to, volume: lots(volume), idempotencyKey };
    const withLevels = { ...order, sl: levelOf(sl), tp: levelOf(tp) };
    const send = async () => real.desk.orders.placeMarket(withLevels, real.call);
    if (model.stale) {
      expectSame('stale', await real.codeOf(send()), 'PRICE_STALE');
      return;
    }
    const openPrice = model.price(to);
    const { order: placed, position } = await send();
    real.orderIds.add(placed.id);
    real.last = async () => (await real.desk.orders.placeMarket(withLevels, real.call)).order.id;
    const id = position?.id ?? 0;
    model.open(accountId, { id, side: to, volume, openPrice, sl, tp });
  }),
);

const repeat = fc.constant(
  command('repeat', async (_model, real) => {
    if (real.last === null) return;
    const known = real.orderIds.has(await real.last());
    expectSame('a repeated key makes no new order', known, true);
  }),
);

const tooLarge = fc.record({ account, side }).map((how) =>
  command(`too large ${JSON.stringify(how)}`, async (model, real) => {
    const order = { symbol: 'EURUSD', side: how.side, volume: lots(1_000_000n) };
    const sent = real.desk.orders.placeMarket({ ...order, accountId: how.account }, real.call);
    const expected = model.stale ? 'PRICE_STALE' : 'MARGIN_INSUFFICIENT';
    expectSame('too large', await real.codeOf(sent), expected);
  }),
);

const close = fc.record({ account, which, part: fc.option(size) }).map((how) =>
  command(`close ${JSON.stringify(how)}`, async (model, real) => {
    const held = pick([...model.account(how.account).positions.values()], how.which);
    if (held === undefined) return;
    const part = how.part === null ? held.volume : volumeOf(how.part);
    const volume = how.part === null ? undefined : lots(part);
    const asked = { positionId: held.id, volume, idempotencyKey: real.key() };
    const code = await real.codeOf(real.desk.positions.close(asked, real.call));
    const fault = part > held.volume ? 'PARTIAL_CLOSE_INVALID' : model.stale ? 'PRICE_STALE' : null;
    expectSame('close', code, fault);
    if (fault === null) model.close(how.account, held, { volume: part });
  }),
);

const closeBy = fc.record({ account, one: which, other: which }).map((how) =>
  command(`close by ${JSON.stringify(how)}`, async (model, real) => {
    const positions = [...model.account(how.account).positions.values()];
    const held = pick(positions, how.one);
    const against = pick(positions, how.other);
    if (held === undefined || against === undefined) return;
    const asked = { positionId: held.id, oppositeId: against.id };
    const code = await real.codeOf(real.desk.positions.closeBy(asked, real.call));
    const fault = held.side === against.side ? 'PARTIAL_CLOSE_INVALID' : null;
    expectSame('close by', code, fault);
    if (fault !== null) return;
    const volume = held.volume < against.volume ? held.volume : against.volume;
    model.close(how.account, held, { volume, price: against.openPrice });
    model.close(how.account, against, { volume, price: against.openPrice });
  }),
);

const levels = fc.record({ which, distance: fc.integer({ min: -400, max: 400 }) }).map((how) =>
  command(`levels ${JSON.stringify(how)}`, async (model, real) => {
    const held = pick([...model.account(2).positions.values()], how.which);
    if (held === undefined || model.stale) return;
    const market = model.price(opposite(held.side));
    const below = held.side === 'BUY' ? 1n : -1n;
    const sl = market - below * BigInt(how.distance);
    const asked = { positionId: held.id, sl: points(sl), tp: null };
    const code = await real.codeOf(real.desk.positions.modify(asked, real.call));
    const fault = how.distance <= 0 ? 'INVALID_SL_TP' : null;
    expectSame('levels', code, fault);
    if (fault === null) model.account(2).positions.set(held.id, { ...held, sl, tp: null });
  }),
);

export const POSITION_COMMANDS = [market, market, repeat, tooLarge, close, closeBy, levels];
