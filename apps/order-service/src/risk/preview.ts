/** `risk.preview`: the real order's own decision without the order, and all that else stands against it. */
import type { Handler, OrderContract } from '@faultline/contract';
import {
  type Preview,
  previewMarketOrder,
  previewPendingOrder,
  type TradingFacts,
} from '@faultline/domain';
import { type Code, refuse } from '@faultline/errors';
import { type Market, tradingFacts } from '../market/market.ts';
import { levelOf, moneyOf, priceOf } from '../market/units.ts';
import type { Store } from '../ports/store.ts';
import { marketRequest } from '../trading/requests.ts';
import { type PendingPrices, pendingRequest } from '../trading/requests.ts';
import { accountIdOf, mayRead } from '../trading/ownership.ts';

type PreviewHandler = Handler<OrderContract['risk']['preview']>;
type Draft = Parameters<PreviewHandler>[0];
type View = Awaited<ReturnType<PreviewHandler>>;

export function previewOrder({ store, market }: { store: Store; market: Market }): PreviewHandler {
  return async (input, call) => {
    const accountId = await accountIdOf(store, input.accountId, call);
    const { account, positions, orders } = await store.read({ accountId });
    if (account === null || !mayRead(call.caller, account)) {
      throw call.fail('ACCOUNT_NOT_FOUND', { accountId });
    }
    const facts = tradingFacts(market, { account, positions, orders });
    const missing = missingPrices(input);
    if (missing.length > 0) {
      throw call.raise(refuse('MISSING_PARAMETER', { missingFields: missing }));
    }
    return previewView(previewOf(input, facts), input.symbol, facts);
  };
}

function previewOf(draft: Draft, facts: TradingFacts): Preview<Code> {
  const order = { ...draft, side: draft.side ?? 'BUY' };
  const prices = pricesOf(draft);
  return prices === null
    ? previewMarketOrder(marketRequest(order), facts)
    : previewPendingOrder(pendingRequest(prices, order, facts.nowMs), facts);
}

/** `null` for an order at the market. */
function pricesOf({
  type = 'MARKET',
  price,
  triggerPrice,
  limitPrice,
}: Draft): PendingPrices | null {
  const limit = limitPrice ?? price;
  const trigger = triggerPrice ?? price;
  if (type === 'LIMIT' && limit !== undefined) return { type, limitPrice: limit };
  if (type === 'STOP' && trigger !== undefined) return { type, triggerPrice: trigger };
  if (type === 'STOP_LIMIT' && triggerPrice !== undefined && limitPrice !== undefined) {
    return { type, triggerPrice, limitPrice };
  }
  return null;
}

function missingPrices(draft: Draft): string[] {
  const { type = 'MARKET', triggerPrice, limitPrice } = draft;
  if (type === 'MARKET' || pricesOf(draft) !== null) return [];
  if (type !== 'STOP_LIMIT') return [type === 'LIMIT' ? 'price' : 'triggerPrice'];
  return [
    ...(triggerPrice === undefined ? ['triggerPrice'] : []),
    ...(limitPrice === undefined ? ['limitPrice'] : []),
  ];
}

function previewView(preview: Preview<Code>, symbol: string, facts: TradingFacts): View {
  const { currency } = facts.account;
  const instrument = facts.instruments.get(symbol);
  const money = (minor: bigint | null) => (minor === null ? null : moneyOf(minor, currency));
  const { price, marginLevelAfter, belowMarginCall, ok, failures } = preview;
  return {
    ok,
    requiredMargin: money(preview.requiredMargin),
    freeMarginAfter: money(preview.freeMarginAfter),
    marginLevelAfter: marginLevelAfter === null ? null : levelOf(marginLevelAfter),
    belowMarginCall,
    commission: money(preview.commission),
    price: price === null || instrument === undefined ? null : priceOf(price, instrument),
    failures: failures.map(({ code, details }) => ({ code, details })),
  };
}
