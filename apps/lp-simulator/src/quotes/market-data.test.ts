/** Subscriptions: taken, refused with the right reason, ended. */
import { describe, expect, it } from 'vitest';
import type { MarketDataRequest } from '@faultline/fix';
import { NO_SUBSCRIPTIONS, decideMarketData, update } from './market-data.ts';
import { openBoard, quoteOf } from './quote-board.ts';

const REQUEST: MarketDataRequest = {
  msgType: 'V',
  mdReqId: 'M1',
  subscriptionRequestType: '1',
  marketDepth: 1,
  mdEntryTypes: ['0', '1'],
  symbols: ['EURUSD', 'US30'],
};
const board = openBoard(1);
const decide = (request: Partial<MarketDataRequest>, subscriptions = NO_SUBSCRIPTIONS) =>
  decideMarketData(
    { ...REQUEST, ...request },
    { subscriptions, quoteOf: (symbol) => quoteOf(board, symbol) },
  );

describe('a MarketDataRequest(V)', () => {
  it('is answered with a snapshot per symbol and remembered', () => {
    const { subscriptions, replies } = decide({});
    expect([...subscriptions]).toEqual([['M1', ['EURUSD', 'US30']]]);
    expect(replies).toMatchObject([
      { msgType: 'W', symbol: 'EURUSD', entries: [{ mdEntryPx: { unscaled: 109_500n } }, {}] },
      { msgType: 'W', symbol: 'US30', entries: [{}, { mdEntryPx: { unscaled: 440_020n } }] },
    ]);
  });

  it('for a snapshot only is not remembered', () => {
    const { subscriptions, replies } = decide({ subscriptionRequestType: '0' });
    expect([subscriptions.size, replies.length]).toEqual([0, 2]);
  });

  it.each([
    ['an unknown symbol', { symbols: ['EURUSD', 'EUR/USD'] }, '0'],
    ['one side only', { mdEntryTypes: ['0'] as const }, '8'],
  ])('with %s is refused whole', (_, request, mdReqRejReason) => {
    const { subscriptions, replies } = decide(request);
    expect(replies).toMatchObject([{ msgType: 'Y', mdReqId: 'M1', mdReqRejReason }]);
    expect(subscriptions.size).toBe(0);
  });

  it('with an MDReqID(262) in use is refused, and the subscription lives on', () => {
    const { subscriptions, replies } = decide({}, decide({}).subscriptions);
    expect(replies).toMatchObject([{ msgType: 'Y', mdReqRejReason: '1' }]);
    expect(subscriptions.size).toBe(1);
  });

  it('ends a subscription', () => {
    const ended = decide({ subscriptionRequestType: '2' }, decide({}).subscriptions);
    expect([ended.subscriptions.size, ended.replies.length]).toEqual([0, 0]);
  });
});

it('an update carries both sides of its symbol', () => {
  const quote = quoteOf(board, 'EURUSD');
  expect(quote && update('M1', quote)).toMatchObject({
    msgType: 'X',
    changes: [
      { mdUpdateAction: '1', mdEntryType: '0', symbol: 'EURUSD' },
      { mdUpdateAction: '1', mdEntryType: '1', symbol: 'EURUSD' },
    ],
  });
});
