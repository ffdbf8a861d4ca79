/** The account that covers, and the rules that ask it to: neither stands without the other, and demo money covers demo money. */
import { decimalOf } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adm, by, type BrokerDesk, openBrokerDesk, sue } from '../../testing/broker-desk.ts';
import { ann, ben } from '../../testing/desk.ts';

const HOUSE = 3;

let desk: BrokerDesk;
beforeEach(async () => {
  desk = await openBrokerDesk();
  await desk.admin.accounts.update({ accountId: HOUSE, marginMode: 'NETTING' }, by(adm));
});
afterEach(async () => desk.close());

const setTo = async (hedgeAccountId: number | null) =>
  desk.admin.config.update({ hedgeAccountId }, by(adm));

const rule = { id: 'half', enabled: true, when: { isDemo: true }, note: '' };
const half = { ...rule, route: { book: 'B', lps: null, hedgePercent: 50 } } as const;
const put = async (changes: object = {}) =>
  desk.admin.routing.put({ ...half, ...changes }, by(adm));

const refusing = (field: string, reason: RegExp) => ({
  code: 'INVALID_REQUEST',
  details: { field, reason: expect.stringMatching(reason) },
});

describe('the hedge account', () => {
  it('is set and named, on record, and left alone by other changes', async () => {
    expect(await desk.admin.config.get({}, by(sue))).toMatchObject({ hedgeAccountId: null });
    expect(await setTo(HOUSE)).toMatchObject({ hedgeAccountId: HOUSE });
    expect(await desk.lastAudit()).toMatchObject({
      target: 'house',
      before: { hedgeAccount: null },
      after: { hedgeAccount: { id: HOUSE, isDemo: true } },
    });
    const renamed = await desk.admin.config.update({ brokerName: 'Other' }, by(adm));
    expect(renamed).toMatchObject({ hedgeAccountId: HOUSE });
    expect(await setTo(HOUSE)).toMatchObject({ hedgeAccountId: HOUSE });
  });

  it('exists, nets, may trade, and has a provider to trade with', async () => {
    await expect(setTo(99)).rejects.toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
      details: { accountId: 99 },
    });
    await expect(setTo(1)).rejects.toMatchObject(refusing('hedgeAccountId', /nets/));
    const { setState } = desk.admin.accounts;
    await setState({ accountId: HOUSE, state: 'CLOSE_ONLY', reason: 'Audit' }, by(adm));
    await expect(setTo(HOUSE)).rejects.toMatchObject(refusing('hedgeAccountId', /able to trade/));
  });

  it('holds nothing in our own book', async () => {
    await desk.admin.accounts.update({ accountId: HOUSE, book: 'B' }, by(adm));
    const volume = decimalOf(0.1);
    const buy = { accountId: HOUSE, symbol: 'EURUSD', side: 'BUY', volume } as const;
    await desk.orders.placeMarket(buy, by(ben));
    await expect(setTo(HOUSE)).rejects.toMatchObject(refusing('hedgeAccountId', /own book/));
  });

  it('goes on netting, and trades with its providers whatever a rule says', async () => {
    await setTo(HOUSE);
    const hedging = desk.admin.accounts.update(
      { accountId: HOUSE, marginMode: 'HEDGING' },
      by(adm),
    );
    await expect(hedging).rejects.toMatchObject(refusing('marginMode', /hedge account/));
    await put();
    const asked = { symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) } as const;
    const { preview } = desk.admin.routing;
    expect(await preview({ ...asked, accountId: HOUSE }, by(sue))).toEqual({
      book: 'A',
      lps: ['YOFX'],
      hedgePercent: 0,
      ruleId: null,
    });
    expect(await preview({ ...asked, accountId: 1 }, by(sue))).toEqual({
      book: 'B',
      lps: ['YOFX'],
      hedgePercent: 50,
      ruleId: 'half',
    });
  });

  it('is not taken away from an enabled rule, and not exchanged for another at once', async () => {
    await setTo(HOUSE);
    await put();
    await expect(setTo(null)).rejects.toMatchObject(refusing('hedgeAccountId', /rule half/));
    await desk.admin.accounts.update({ accountId: 4, marginMode: 'NETTING' }, by(adm));
    await expect(setTo(4)).rejects.toMatchObject(refusing('hedgeAccountId', /covered twice/));
    await put({ enabled: false });
    expect(await setTo(null)).toMatchObject({ hedgeAccountId: null });
    expect(await desk.admin.hedges.list({}, by(sue))).toEqual([]);
    expect(await setTo(4)).toMatchObject({ hedgeAccountId: 4 });
  });
});

describe('a rule that covers', () => {
  it('needs a hedge account', async () => {
    const refused = refusing('route.hedgePercent', /no hedge account/);
    await expect(put()).rejects.toMatchObject(refused);
    await expect(put({ enabled: false })).rejects.toMatchObject(refused);
    expect(await put({ route: { book: 'B', lps: null } })).toMatchObject({
      route: { hedgePercent: 0 },
    });
  });

  it('covers what our own book takes, not what goes to a provider', async () => {
    await setTo(HOUSE);
    const toProvider = { route: { book: 'A', lps: null, hedgePercent: 1 } };
    await expect(put(toProvider)).rejects.toMatchObject(refusing('route.hedgePercent', /nothing/));
    const { ok } = { ok: await put({ route: { ...toProvider.route, hedgePercent: 0 } }) };
    expect(ok).toMatchObject({ route: { book: 'A', hedgePercent: 0 } });
  });

  it('says that it is for accounts of the same kind as the one that covers', async () => {
    await setTo(HOUSE);
    for (const when of [{}, { isDemo: false }]) {
      await expect(put({ when })).rejects.toMatchObject(refusing('when.isDemo', /isDemo true/));
    }
    await put();
    expect(await desk.lastAudit()).toMatchObject({
      after: { route: { book: 'B', hedgePercent: 50 } },
    });
  });

  it('is filled at the same price and with the same answer as without', async () => {
    const buy = {
      accountId: 2,
      symbol: 'EURUSD',
      side: 'BUY',
      volume: decimalOf(1),
    } as const;
    const plain = await desk.orders.placeMarket(buy, by(ann));
    await setTo(HOUSE);
    await put();
    const covered = await desk.orders.placeMarket(buy, by(ann));
    expect(Object.keys(covered.position ?? {})).toEqual(Object.keys(plain.position ?? {}));
    expect(covered.position).toEqual({ ...plain.position, id: covered.position?.id });
    expect(covered.order).toEqual({
      ...plain.order,
      id: covered.order.id,
      positionId: covered.order.positionId,
    });
  });
});
