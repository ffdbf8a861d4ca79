/**
 * What deciding on a market order costs, as one line of JSON: microseconds, medians over rounds, by the number of open
 * positions. The account's summary is most of it, and the account is in USD while a third of the positions make yen.
 */
import { decimalOf } from '@faultline/errors';
import {
  decideMarketOrder,
  decideTick,
  DEMO_INSTRUMENTS,
  previewMarketOrder,
  summarise,
} from '../src/index.ts';
import { account, facts, position, quotes } from '../src/testing/desk.ts';
import { pending } from '../src/testing/pending-orders.ts';

const ROUNDS = 9;
const ROUND_MS = 200;
const INNER = 20;
const SYMBOLS = ['EURUSD', 'USDJPY', 'XAUUSD'] as const;

function microseconds(work: () => void): number {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS + 2; round += 1) {
    const startedAt = performance.now();
    let count = 0;
    while (performance.now() - startedAt < ROUND_MS) {
      for (let inner = 0; inner < INNER; inner += 1) work();
      count += INNER;
    }
    rounds.push(((performance.now() - startedAt) * 1_000) / count);
  }
  // The first two warm up.
  const measured = rounds.slice(2).toSorted((a, b) => a - b);
  return Number((measured[Math.floor(measured.length / 2)] ?? 0).toFixed(1));
}

const OPEN_PRICES = { EURUSD: 109_500n, USDJPY: 155_000n, XAUUSD: 265_000n } as const;

const factsWith = (count: number) =>
  facts({
    account: account({ balance: 10n ** 12n }),
    quotes: quotes({}),
    orders: Array.from({ length: count }, (_, id) => pending({ id: `ORD-${id}` })),
    positions: Array.from({ length: count }, (_, id) => {
      const symbol = SYMBOLS[id % SYMBOLS.length] ?? 'EURUSD';
      const side = id % 2 === 0 ? 'BUY' : 'SELL';
      return position({ id, symbol, side, openPrice: OPEN_PRICES[symbol], sl: 1n });
    }),
  });

const REQUEST = {
  symbol: 'EURUSD',
  side: 'BUY',
  volume: decimalOf(0.1),
  sl: null,
  tp: null,
  maxDeviation: null,
  clientOrderId: null,
} as const;

function figuresOf(count: number) {
  const given = factsWith(count);
  const limited = { ...given, group: { ...given.group, maxOpenPositions: count + 1 } };
  if (!decideMarketOrder(REQUEST, limited).ok) throw new Error('must be accepted');
  return {
    positions: count,
    decide: microseconds(() => decideMarketOrder(REQUEST, limited)),
    decideYen: microseconds(() => decideMarketOrder({ ...REQUEST, symbol: 'USDJPY' }, limited)),
    preview: microseconds(() => previewMarketOrder(REQUEST, limited)),
    summarise: microseconds(() => summarise(limited)),
    tick: microseconds(() => decideTick('EURUSD', limited)),
  };
}

console.log(
  JSON.stringify({
    bench: 'domain-decide',
    unit: 'µs',
    instruments: DEMO_INSTRUMENTS.length,
    figures: [0, 20, 200].map(figuresOf),
  }),
);
