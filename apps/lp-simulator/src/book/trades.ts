/** TradeCaptureReportRequest(AD): a TradeCaptureReportRequestAck(AQ), then a TradeCaptureReport(AE) for every trade. Pure. */
import { ExecType, encodeTyped, fromScaled, type Fix44 } from '@faultline/fix';
import { INSTRUMENTS } from '../quotes/instruments.ts';
import { quantity, type BookOrder, type Execution } from './order.ts';

/** The answer must fit through a link in one go; who wants more says from when. */
const TRADES_MAX = 1_000;
const NO_SYMBOL = '[N/A]';

interface Trade {
  readonly order: BookOrder;
  readonly execution: Execution;
}

interface RawMessage {
  readonly msgType: 'AQ' | 'AE';
  readonly body: string;
}

/** @param orders - those of the provider; trades that were taken back are none */
export function captureTrades(
  request: Fix44.TradeCaptureReportRequest,
  orders: readonly BookOrder[],
): readonly RawMessage[] {
  const { tradeRequestId, tradeRequestType, symbol = NO_SYMBOL } = request;
  const trades = orders
    .flatMap((order) => tradesOf(order))
    .filter((trade) => isAskedFor(trade, request))
    .toSorted((a, b) => a.execution.atMs - b.execution.atMs)
    .slice(0, TRADES_MAX);
  const ack: Fix44.TradeCaptureReportRequestAck = {
    msgType: 'AQ',
    tradeRequestId,
    tradeRequestType,
    symbol,
    totNumTradeReports: trades.length,
    tradeRequestResult: 0,
    tradeRequestStatus: 0,
  };
  return [
    { msgType: 'AQ', body: encodeTyped(ack) },
    ...trades.map((trade, index) => ({
      msgType: 'AE' as const,
      body: encodeTyped({
        ...reportOf(trade),
        tradeRequestId,
        totNumTradeReports: trades.length,
        lastRptRequested: index === trades.length - 1,
      }),
    })),
  ];
}

function tradesOf(order: BookOrder): readonly Trade[] {
  const untold = order.withheld !== null;
  const [last] = order.executions.slice(-1);
  if (untold || last?.execType === ExecType.TradeCancel) return [];
  return order.executions.map((execution) => ({ order, execution }));
}

/** Everything that the request says must hold. */
function isAskedFor({ order, execution }: Trade, request: Fix44.TradeCaptureReportRequest) {
  const { symbol, clOrdId, orderId, execId, dates = [] } = request;
  const [from, to] = dates.map(({ transactTimeMs }) => transactTimeMs);
  return (
    (symbol === undefined || symbol === NO_SYMBOL || symbol === order.symbol) &&
    (clOrdId === undefined || clOrdId === order.clOrdId || clOrdId === order.currentClOrdId) &&
    (orderId === undefined || orderId === order.orderId) &&
    (execId === undefined || execId === execution.execId) &&
    (from === undefined || execution.atMs >= from) &&
    (to === undefined || execution.atMs <= to)
  );
}

function reportOf({ order, execution }: Trade): Fix44.TradeCaptureReport {
  const { execId, qty, price, atMs } = execution;
  return {
    msgType: 'AE',
    tradeReportId: `T-${execId}`,
    execId,
    previouslyReported: true,
    symbol: order.symbol,
    lastQty: quantity(qty),
    lastPx: fromScaled(price, INSTRUMENTS.get(order.symbol)?.digits ?? 0),
    tradeDate: new Date(atMs).toISOString().slice(0, 10).replaceAll('-', ''),
    transactTimeMs: atMs,
    sides: [{ side: order.side, orderId: order.orderId, clOrdId: order.currentClOrdId }],
  };
}
