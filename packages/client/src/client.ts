/** The client of the order service: plain tRPC over HTTP, and around it what a trade needs when something goes wrong. */
import type { OrderRouter } from '@faultline/contract';
import { createTRPCClient, type TRPCClient } from '@trpc/client';
import { Budget } from './calls/budget.ts';
import { type ClientOptions, linksOf, partsOf } from './parts.ts';
import { type Resolve, resolver } from './resolve/resolve.ts';
import { givenAccess } from './session/access.ts';
import { Session } from './session/session.ts';
import { type SessionDoor, sessionDoor } from './session/session-door.ts';
import type { TokenStore } from './session/tokens.ts';
import { type Follow, follower } from './stream/follow.ts';
import { withOwn } from './with-own.ts';

export interface OrderClientOptions extends ClientOptions {
  /** Where a sign-in outlives the page: `localStorage` (and other tabs share it) or `sessionStorage`. */
  readonly store?: TokenStore;
}

type Calls = TRPCClient<OrderRouter>;

export type OrderClient = Omit<Calls, 'orders' | 'account' | 'quotes'> & {
  readonly session: SessionDoor;
  readonly orders: Calls['orders'] & { readonly resolve: Resolve };
  readonly account: Calls['account'] & { readonly follow: Follow<'account.stream'> };
  readonly quotes: Calls['quotes'] & { readonly follow: Follow<'quotes.stream'> };
};

/** The order service, for frontends and for services alike. */
export function createOrderClient(options: OrderClientOptions): OrderClient {
  const { url, token, store = null } = options;
  const own = partsOf({ retry: true, ...options });
  const bare = createTRPCClient<OrderRouter>({
    links: linksOf<OrderRouter>(
      own,
      givenAccess(() => null),
      null,
    ),
  });
  const session = new Session({
    refresh: async (refreshToken, idempotencyKey) =>
      bare.auth.refresh.mutate({ refreshToken, idempotencyKey }),
    store,
    name: `faultline.session ${url}`,
    now: own.now,
  });
  const access = token === undefined ? session : givenAccess(token);
  const budget = own.retry ? new Budget() : null;
  const calls = createTRPCClient<OrderRouter>({ links: linksOf<OrderRouter>(own, access, budget) });
  const follow = follower({ ...own, access });
  const lines = { account: follow('account.stream'), quotes: follow('quotes.stream') };
  const slices = {
    session: sessionDoor(session, calls),
    orders: withOwn(calls.orders, { resolve: resolver(calls, own) }),
    account: withOwn(calls.account, { follow: lines.account }),
    quotes: withOwn(calls.quotes, { follow: lines.quotes }),
  };
  return withOwn<object, OrderClient>(calls, slices as OrderClient);
}
