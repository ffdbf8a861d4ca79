/** What every client is made of: its options with their defaults, and the chain of links that a call goes through. */
import type { TRPCLink } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import type { Budget } from './calls/budget.ts';
import { serverLink } from './calls/server-link.ts';
import { tryLink } from './calls/try-link.ts';
import type { Access, TokenSource } from './session/access.ts';
import { streamLink } from './stream/stream-link.ts';

export interface ClientOptions {
  /** The service's address without a path: `http://127.0.0.1:7999`. A page of the service itself gives ''. */
  readonly url: string;
  /** Asked before every try; `null` sends no token. Left out, the client signs in by itself: see `session`. */
  readonly token?: TokenSource;
  /** The longest a call may take, its repetitions included. Default 15 s, which outlasts every wait of a server. */
  readonly timeoutMs?: number;
  /** What the server is asked to speak: `de`, or a whole Accept-Language. A browser's own wish when left out. */
  readonly locale?: string | (() => string | null);
  /** Whether calls are repeated where that is safe and makes sense. */
  readonly retry?: boolean;
  /** Another fetch than the platform's. */
  readonly fetch?: typeof fetch;
}

const TIMEOUT_MS = 15_000;

type Parts = ReturnType<typeof partsOf>;

export const partsOf = ({
  url,
  timeoutMs = TIMEOUT_MS,
  locale,
  retry,
  fetch: own,
}: ClientOptions) => ({
  url,
  timeoutMs,
  retry,
  locale: typeof locale === 'function' ? locale : () => locale ?? null,
  fetch: own ?? (async (...asked: Parameters<typeof fetch>) => fetch(...asked)),
  now: () => Date.now(),
  random: () => Math.random(),
});

export const linksOf = <R extends AnyTRPCRouter>(
  own: Parts,
  access: Access,
  budget: Budget | null,
) =>
  [
    tryLink({ ...own, access, budget }),
    streamLink({ ...own, access }),
    serverLink(own),
  ] as unknown as TRPCLink<R>[];
