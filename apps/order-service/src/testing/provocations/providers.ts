/** Codes that a provider makes, on account 1. */
import { refuse } from '@faultline/errors';
import type { ServiceDesk } from '../service-desk.ts';
import { placing, type Provocation } from './provocation.ts';

/** The provider takes the order and then says no. */
const rejects =
  (code: string, detailsFor: (orderId: string) => object) =>
  async (desk: ServiceDesk): Promise<void> => {
    desk.lp.behaviour = ({ orderId }) => {
      const reject = { code, details: detailsFor(orderId) };
      setImmediate(() => void desk.report({ orderId, kind: 'REJECT', reject }));
      return { kind: 'taken' };
    };
  };

export const PROVIDER_PROVOCATIONS: readonly Provocation[] = [
  {
    code: 'LP_NOT_CONNECTED',
    when: 'no provider is connected',
    prepare: async ({ market }) => market.board.disconnected(),
    details: { lp: 'YOFX', lastConnected: '2026-01-19T12:00:00Z' },
    ...placing({ accountId: 1 }),
  },
  {
    code: 'LP_NOT_CONNECTED',
    when: 'the line was lost before the order could leave',
    prepare: async ({ lp }) => {
      const refusal = refuse('LP_NOT_CONNECTED', { lp: 'YOFX', lastConnected: null });
      lp.behaviour = () => ({ kind: 'refused', refusal });
    },
    details: { lp: 'YOFX', lastConnected: null },
    changesState: true,
    ...placing({ accountId: 1 }),
  },
  {
    code: 'LP_TIMEOUT',
    when: 'the provider says nothing',
    details: { lp: 'YOFX', timeout: 150, symbol: 'EURUSD', orderId: 'ORD-1', outcome: 'UNKNOWN' },
    changesState: true,
    ...placing({ accountId: 1 }),
  },
  {
    code: 'ORDER_REJECTED',
    when: 'the provider refuses',
    prepare: rejects('ORDER_REJECTED', (orderId) => ({ orderId, lp: 'YOFX', reason: 'LP_LIMIT' })),
    details: { orderId: 'ORD-1', lp: 'YOFX', reason: 'LP_LIMIT' },
    changesState: true,
    ...placing({ accountId: 1 }),
  },
  {
    code: 'PRICE_CHANGED',
    when: 'the provider has another price',
    prepare: rejects('PRICE_CHANGED', () => ({ symbol: 'EURUSD', currentPrice: 1.09533 })),
    details: { symbol: 'EURUSD', requestedPrice: 1.09504, currentPrice: 1.09533, digits: 5 },
    changesState: true,
    ...placing({ accountId: 1 }),
  },
];
