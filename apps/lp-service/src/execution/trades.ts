/** `execution.trades`: what a provider says that it has traded with us, in our words. It is told, and booked by nobody. */
import type { Handlers, LpContract } from '@faultline/contract';
import { multiply } from '../decimals.ts';
import type { Provider, Providers } from '../lp/provider.ts';
import { aliasOf } from '../order-machine/on-amendment.ts';
import type { CapturedTrade, FixLines, TimeRange } from '../ports/fix-line.ts';
import type { OrderBook } from '../ports/order-book.ts';
import { orderIdOf } from './cl-ord-id.ts';

type Trades = Handlers<LpContract>['execution']['trades'];

export interface TradesDeps {
  readonly book: OrderBook;
  readonly lines: FixLines;
  readonly providers: Providers;
}

/** A provider that tells only so many at a time is asked again from where it stopped. */
const PAGES_MAX = 100;

export function trades({ book, lines, providers }: TradesDeps): Trades {
  return async ({ lp, ...range }, call) => {
    const provider = providers.find(lp);
    if (provider === null) throw call.fail('LP_NOT_FOUND', { lp });
    if (!provider.dialect.tradeCapture) return { told: false, trades: [] };
    const line = lines.ordersOf(lp);
    if (line?.info().status !== 'LOGGED_ON') {
      throw call.fail('LP_NOT_CONNECTED', { lp, lastConnected: null });
    }
    const found = await allBetween(range, line.tradesBetween);
    if (found === null) throw call.fail('LP_NOT_CONNECTED', { lp, lastConnected: null });
    const views: View[] = [];
    // One after the other: a whole day's trades must not keep orders from the database.
    for (const trade of found) views.push(await tradeView(trade, provider, book));
    return { told: true, trades: views };
  };
}

async function allBetween(
  range: TimeRange,
  ask: (range: TimeRange) => Promise<readonly CapturedTrade[] | null>,
): Promise<readonly CapturedTrade[] | null> {
  const known = new Map<string, CapturedTrade>();
  let { fromMs } = range;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const told = await ask({ ...range, fromMs });
    if (told === null) return null;
    const before = known.size;
    for (const trade of told) known.set(`${trade.execId} ${trade.clOrdId}`, trade);
    if (known.size === before) return [...known.values()];
    fromMs = Math.max(fromMs, ...told.map(({ atMs }) => atMs));
  }
  return null;
}

type View = Awaited<ReturnType<Trades>>['trades'][number];

async function tradeView(
  { execId, clOrdId, symbol: lpSymbol, qty, price, atMs }: CapturedTrade,
  { symbols }: Provider,
  book: OrderBook,
): Promise<View> {
  const mapping = [...symbols.values()].find((one) => one.lpSymbol === lpSymbol);
  const orderId = clOrdId === null ? null : orderIdOf(clOrdId);
  const order = orderId === null ? null : await book.order(orderId);
  const alias = aliasOf(execId, clOrdId ?? '');
  const isAlias = order?.fills.some((fill) => fill.execId === alias) === true;
  return {
    execId: isAlias ? alias : execId,
    orderId,
    symbol: mapping?.symbol ?? lpSymbol,
    qty: mapping === undefined ? qty : multiply(qty, mapping.volumeFactor),
    price,
    atMs,
  };
}
