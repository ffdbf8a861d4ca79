/** One try over HTTP: tRPC's own link, with the headers that our servers understand. */
import { httpLink, type Operation, type TRPCLink } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { ours } from './foreign-answer.ts';
import type { TryContext } from './try-link.ts';

export interface ServerOptions {
  readonly url: string;
  readonly locale: () => string | null;
  readonly now: () => number;
  readonly fetch: typeof fetch;
}

export const serverLink = ({ url, locale, now, fetch }: ServerOptions): TRPCLink<AnyTRPCRouter> =>
  httpLink({
    url: `${url}/trpc`,
    headers: ({ op }) => {
      const { token, deadlineMs } = triedIn(op);
      return {
        ...commonHeaders(token, locale()),
        'x-request-timeout-ms': String(Math.max(1, Math.floor(deadlineMs - now()))),
        ...requestIdIn(op),
      };
    },
    fetch: async (input, init) => ours(await fetch(input, init as RequestInit)),
  });

const triedIn = ({ context }: Operation): TryContext => context['try'] as TryContext;

/** Of the call that this one is made for, so that one id runs through all services. */
const requestIdIn = ({ context }: Operation): Record<string, string> => {
  const { requestId } = context;
  return typeof requestId === 'string' ? { 'x-request-id': requestId } : {};
};

export const commonHeaders = (
  token: string | null,
  locale: string | null,
): Record<string, string> => ({
  ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  ...(locale === null ? {} : { 'accept-language': locale }),
});
