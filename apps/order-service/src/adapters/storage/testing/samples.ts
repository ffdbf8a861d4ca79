/** Records to store in the suites, each with as much in it as a real one. */
import type { Order } from '@faultline/domain';
import type { Remembered } from '../../../ports/store.ts';

const NEW_ORDER: Omit<Order, 'id' | 'accountId'> = {
  symbol: 'EURUSD',
  side: 'BUY',
  type: 'MARKET',
  volume: 1_000n,
  filledVolume: 0n,
  avgFillPrice: null,
  limitPrice: null,
  triggerPrice: null,
  sl: null,
  tp: null,
  tif: 'IOC',
  expiresAtMs: null,
  maxDeviation: null,
  status: 'ROUTED',
  reject: null,
  book: 'A',
  lp: 'YOFX',
  clientOrderId: null,
  reduces: null,
  positionId: null,
  reservedMargin: 10_950n,
  requestedPrice: 109_504n,
  source: 'CLIENT',
  createdAtMs: 0,
  triggeredAtMs: null,
  doneAtMs: null,
  version: 1,
};

export const remembered = (id: string, more: Partial<Remembered> = {}): Remembered => ({
  id,
  fingerprint: 'f',
  orderId: null,
  answer: null,
  refusal: null,
  createdAtMs: 0,
  expiresAtMs: 100,
  ...more,
});

export const workingOrder = (id: string): Order => ({
  ...NEW_ORDER,
  id,
  accountId: 3,
  clientOrderId: 'mine',
});
