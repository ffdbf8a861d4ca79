/** Opens a subscription over HTTP and gives its items, until the line or the server ends it. */
import { TRPCClientError } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { ForeignAnswer } from '../calls/foreign-answer.ts';
import { commonHeaders } from '../calls/server-link.ts';
import { eventsIn } from './events.ts';

export interface StreamRequest {
  readonly url: string;
  readonly path: string;
  readonly input: unknown;
  readonly token: string | null;
  readonly locale: string | null;
  readonly signal: AbortSignal;
  readonly fetch: typeof fetch;
  readonly onBytes: () => void;
}

/** @throws TRPCClientError for what the server refuses, before the first item or after any. */
export async function* openStream(request: StreamRequest): AsyncGenerator<unknown> {
  const { url, path, input, token, locale, signal, onBytes } = request;
  const asked = `${url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input ?? {}))}`;
  const headers = { ...commonHeaders(token, locale), accept: 'text/event-stream' };
  const answer = await request.fetch(asked, { headers, signal, cache: 'no-store' });
  if (!answer.ok || answer.body === null) throw await refusalIn(answer);
  onBytes();
  for await (const { type, data } of eventsIn(answer.body, onBytes)) {
    if (type === 'serialized-error') throw refused({ error: JSON.parse(data) as unknown });
    if (type === 'return') return;
    if (type === 'message') yield JSON.parse(data) as unknown;
  }
}

async function refusalIn(answer: Response): Promise<Error> {
  const foreign = new ForeignAnswer(answer);
  try {
    const said: unknown = await answer.json();
    return typeof said === 'object' && said !== null && 'error' in said ? refused(said) : foreign;
  } catch {
    return foreign;
  }
}

const refused = (said: object): TRPCClientError<AnyTRPCRouter> => TRPCClientError.from(said);
