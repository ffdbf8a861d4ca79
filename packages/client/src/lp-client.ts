/** The LP service's client, for our own processes. */
import type { LpRouter } from '@faultline/contract';
import { createTRPCClient, type TRPCClient } from '@trpc/client';
import { Budget } from './calls/budget.ts';
import { type ClientOptions, linksOf, partsOf } from './parts.ts';
import { givenAccess } from './session/access.ts';

export type LpClient = TRPCClient<LpRouter>;

/** The LP service, for our own processes: its token is the service token. They know themselves what to repeat. */
export function createLpClient(options: ClientOptions): LpClient {
  const own = partsOf({ retry: false, ...options });
  const access = givenAccess(options.token ?? (() => null));
  return createTRPCClient<LpRouter>({
    links: linksOf<LpRouter>(own, access, own.retry ? new Budget() : null),
  });
}
