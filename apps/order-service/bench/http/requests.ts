/** What the people of the bench send. Buying and selling alternate, so that a netting account holds one position or none. */
import type { Member } from './crowd.ts';
import type { Request } from './lines.ts';

export type Requests = (member: Member) => readonly Request[];

const orders =
  (path: string): Requests =>
  ({ accountId, token }) =>
    (['BUY', 'SELL'] as const).map((side) => ({
      method: 'POST',
      path,
      token,
      body: JSON.stringify({ accountId, symbol: 'EURUSD', side, volume: 0.01 }),
    }));

const question =
  (pathOf: (member: Member) => string): Requests =>
  (member) => [{ method: 'GET', path: pathOf(member), token: member.token }];

const inputOf = (input: object): string => encodeURIComponent(JSON.stringify(input));

export const trpcOrders = orders('/trpc/orders.placeMarket');
/** Of the comparison only: see `usual-order.ts`. */
export const leanOrders = orders('/trpc/orders.placeLean');
export const restOrders = orders('/api/orders/market');
export const summaries = question(
  ({ accountId }) => `/trpc/account.summary?input=${inputOf({ accountId })}`,
);
export const positionLists = question(
  ({ accountId }) => `/trpc/positions.list?input=${inputOf({ accountId })}`,
);
const PAGE = 20;
export const orderPages = question(
  ({ accountId }) => `/trpc/history.orders?input=${inputOf({ accountId, limit: PAGE })}`,
);

export const constants: Requests = ({ token }) => [
  { method: 'POST', path: '/plain', token, body: '{}' },
];
