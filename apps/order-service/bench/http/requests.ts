/** What the people of the bench send. Buying and selling alternate, so that a netting account holds one position or none. */
import type autocannon from 'autocannon';
import type { Member } from './crowd.ts';

type Requests = (member: Member) => autocannon.Request[];

const headersOf = ({ token }: Member) => ({
  'content-type': 'application/json',
  authorization: `Bearer ${token}`,
});

const orders =
  (path: string): Requests =>
  (member) =>
    (['BUY', 'SELL'] as const).map((side) => ({
      method: 'POST',
      path,
      headers: headersOf(member),
      body: JSON.stringify({ accountId: member.accountId, symbol: 'EURUSD', side, volume: 0.01 }),
    }));

const question =
  (pathOf: (member: Member) => string): Requests =>
  (member) => [{ method: 'GET', path: pathOf(member), headers: headersOf(member) }];

const inputOf = (input: object): string => encodeURIComponent(JSON.stringify(input));

export const trpcOrders = orders('/trpc/orders.placeMarket');
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

export const constants: Requests = (member) => [
  { method: 'POST', path: '/plain', headers: headersOf(member), body: '{}' },
];
