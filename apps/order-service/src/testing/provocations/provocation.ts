/** One way to meet one code: how the world has to be, and the call that then fails, as REST and as the typed client make it. */
import type { OrderClient } from '@faultline/client';
import type { Code, Outcome } from '@faultline/errors';
import type { Changes } from '../../ports/store.ts';
import type { Request } from '../rest.ts';
import type { Person, ServiceDesk } from '../service-desk.ts';

export interface Provocation {
  readonly code: Code;
  readonly when: string;
  /** Makes the world so; what it returns goes into the calls. */
  readonly prepare?: (desk: ServiceDesk) => Promise<Prepared | void>;
  readonly rest: (made: Prepared) => RestCall;
  readonly client: (client: OrderClient, made: Prepared) => Promise<unknown>;
  /** Details that must be exactly so. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Where it is not the row's own. */
  readonly outcome?: Outcome;
  /** A provider's word comes after the order was stored. */
  readonly changesState?: true;
  /** Who calls; the trader unless said otherwise. */
  readonly as?: Person | { readonly token: string | null };
}

export interface Prepared {
  readonly id?: number | string;
}

interface RestCall extends Request {
  readonly path: string;
}

export const EURUSD = { accountId: 2, symbol: 'EURUSD', side: 'BUY', volume: 0.1 } as const;

/** A call of `orders.placeMarket`, through both doors. */
export const placing = (
  order: Readonly<Record<string, unknown>>,
): Pick<Provocation, 'rest' | 'client'> => ({
  rest: () => ({ path: '/api/orders/market', body: { ...EURUSD, ...order } }),
  client: async ({ orders }) => orders.placeMarket.mutate({ ...EURUSD, ...order }),
});

/** A call of `orders.placeLimit`, through both doors. */
export const resting = (
  order: Readonly<Record<string, unknown>>,
): Pick<Provocation, 'rest' | 'client'> => ({
  rest: () => ({ path: '/api/orders/limit', body: { ...EURUSD, price: 1.09, ...order } }),
  client: async ({ orders }) => orders.placeLimit.mutate({ ...EURUSD, price: 1.09, ...order }),
});

/** Buys on account 2, out of our own book. */
export async function openPosition({ clientOf, signIn }: ServiceDesk) {
  const client = clientOf(await signIn('trader'));
  const { position, order } = await client.orders.placeMarket.mutate(EURUSD);
  if (position === null) throw new Error('a filled order has its position');
  return { positionId: position.id, orderId: order.id };
}

export const change = async (
  { store, clock }: ServiceDesk,
  changes: Omit<Changes, 'atMs'>,
): Promise<void> =>
  store.commit({}, () => ({ answer: undefined, changes: { ...changes, atMs: clock.nowMs } }));

/** Account 2, changed. */
export async function changeAccount(
  desk: ServiceDesk,
  how: Partial<NonNullable<Awaited<ReturnType<ServiceDesk['store']['read']>>['account']>>,
): Promise<void> {
  const { account } = await desk.store.read({ accountId: 2 });
  if (account === null) throw new Error('the demo has an account 2');
  await change(desk, { accounts: [{ ...account, ...how, version: account.version + 1 }] });
}
