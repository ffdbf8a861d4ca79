/** An order of a thousand euros and the reports that a provider may send about it. For tests only. */
import type { Decimal } from '@faultline/errors';
import type { ExecutionReport } from '@faultline/fix';
import { decimalFrom } from '../decimals.ts';
import type { LpOrder } from '../order-machine/lp-order.ts';
import type { ReportContext } from '../order-machine/on-execution-report.ts';

export const dec = (value: number | string): Decimal => decimalFrom(String(value));

export const SENT_AT_MS = 1_000_000;

export const anOrder = (more: Partial<LpOrder> = {}): LpOrder => ({
  id: 'LP-1',
  orderId: 'ORD-1',
  leg: 1,
  lp: 'YOFX',
  sessionId: 'YOFX1',
  clOrdId: 'ORD-1-1',
  symbol: 'EURUSD',
  lpSymbol: 'EURUSD',
  volumeFactor: dec(1),
  side: 'BUY',
  qty: dec(1000),
  type: 'MARKET',
  price: null,
  tif: 'IOC',
  lpOrderId: null,
  fills: [],
  ending: null,
  acknowledged: false,
  inDoubt: false,
  numberLost: false,
  deniedAtMs: null,
  request: null,
  requestCount: 0,
  sentAtMs: SENT_AT_MS,
  restoredAtMs: null,
  doneAtMs: null,
  ...more,
});

export const CONTEXT: ReportContext = {
  atMs: SENT_AT_MS + 10,
  priceDigits: 5,
  quote: null,
  textRules: [{ pattern: /liquidity/i, meaning: 'INSUFFICIENT_LIQUIDITY' }],
};

type Common = Omit<ExecutionReport, 'execType' | 'lastQty' | 'lastPx' | 'execRefId'>;

const common = (more: Partial<Common>): Common => ({
  msgType: '8',
  orderId: 'Y-1',
  execId: 'E-1',
  clOrdId: 'ORD-1-1',
  ordStatus: '0',
  symbol: 'EURUSD',
  side: '1',
  orderQty: dec(1000),
  leavesQty: dec(0),
  cumQty: dec(0),
  avgPx: dec(0),
  ...more,
});

export const acknowledgement = (more: Partial<Common> = {}): ExecutionReport => ({
  ...common({ execId: 'A-1', leavesQty: dec(1000), ...more }),
  execType: '0',
});

/** @param cum - CumQty(14) after this trade; 1000 fills the order. */
export function trade(qty: number, cum: number, more: Partial<Common> & { px?: string } = {}) {
  const { px = '1.10000', ...rest } = more;
  const report: ExecutionReport = {
    ...common({
      execId: `E-${cum}`,
      ordStatus: cum < 1000 ? '1' : '2',
      cumQty: dec(cum),
      avgPx: dec(px),
      ...rest,
    }),
    execType: 'F',
    lastQty: dec(qty),
    lastPx: dec(px),
  };
  return report;
}

/** The answer to OrderStatusRequest(H). */
export const statusAnswer = (
  cum: number,
  avgPx: string,
  more: Partial<Common> = {},
): ExecutionReport => ({
  ...common({
    execId: '0',
    ordStatus: cum === 0 ? '0' : cum < 1000 ? '1' : '2',
    cumQty: dec(cum),
    avgPx: dec(avgPx),
    ordStatusReqId: 'ORD-1-1?1',
    ...more,
  }),
  execType: 'I',
});

export const unknownOrder = (): ExecutionReport =>
  statusAnswer(0, '0', { ordStatus: '8', ordRejReason: 5, orderId: 'NONE' });

export const rejection = (ordRejReason?: number, text?: string): ExecutionReport => ({
  ...common({ execId: 'R-1', ordStatus: '8', ordRejReason, text }),
  execType: '8',
});

export const cancellation = (cum: number, execId = 'C-1'): ExecutionReport => ({
  ...common({ execId, ordStatus: '4', cumQty: dec(cum) }),
  execType: '4',
});
