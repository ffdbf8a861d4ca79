/** Typed clients of the two services. They speak plain tRPC over HTTP and need nothing but a URL and a token. */
import type { LpRouter, OrderRouter } from '@faultline/contract';
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';

export interface ClientOptions {
  /** The service's address without a path: `http://127.0.0.1:7999`. */
  readonly url: string;
  /** Asked before every call; `null` sends no token. */
  readonly token?: () => string | null;
  /** The longest a call may take. Default 15 s, which outlasts every wait that a server may choose. */
  readonly timeoutMs?: number;
}

export type OrderClient = TRPCClient<OrderRouter>;
export type LpClient = TRPCClient<LpRouter>;

const TIMEOUT_MS = 15_000;

/** The order service, for frontends and services alike. */
export const createOrderClient = (options: ClientOptions): OrderClient =>
  createTRPCClient<OrderRouter>({ links: [link(options)] });

/** The LP service, for our own processes: its token is the service token. */
export const createLpClient = (options: ClientOptions): LpClient =>
  createTRPCClient<LpRouter>({ links: [link(options)] });

function link({ url, token, timeoutMs = TIMEOUT_MS }: ClientOptions): ReturnType<typeof httpLink> {
  return httpLink({
    url: `${url}/trpc`,
    headers: () => {
      const bearer = token?.() ?? null;
      return bearer === null ? {} : { authorization: `Bearer ${bearer}` };
    },
    fetch: (input, init) => {
      const deadline = AbortSignal.timeout(timeoutMs);
      const signal = init?.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
      return fetch(input, { ...(init as RequestInit), signal });
    },
  });
}
