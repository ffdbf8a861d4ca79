/** What is said over `/ws`: what a client may send, and what it is sent. */
import { parseInput, query, serialId, symbolName } from '@faultline/contract';
import { type ErrorBody, raise, refuse } from '@faultline/errors';
import { z } from 'zod';

const symbols = z.array(symbolName).min(1).max(100);

const said = <I extends z.ZodObject>(input: I) =>
  query({ needs: 'public', input, output: z.null(), errors: [] });

/** By `type`. The first one has to be `auth`. */
const MESSAGES = {
  /** Without an account: all of the caller's own. */
  auth: said(
    z.strictObject({
      type: z.literal('auth'),
      token: z.string().max(8_192),
      accountId: serialId.optional(),
    }),
  ),
  subscribe: said(z.strictObject({ type: z.literal('subscribe'), symbols })),
  unsubscribe: said(z.strictObject({ type: z.literal('unsubscribe'), symbols })),
} as const;

type Messages = typeof MESSAGES;
export type ClientMessage = {
  [K in keyof Messages]: z.output<Messages[K]['input']>;
}[keyof Messages];

/** Throws as a REST body would be refused. */
export function readMessage(text: string): ClientMessage {
  const given = jsonOf(text);
  const type: unknown =
    typeof given === 'object' && given !== null ? Reflect.get(given, 'type') : null;
  if (typeof type !== 'string' || !Object.hasOwn(MESSAGES, type)) {
    const reason = `The type must be one of ${Object.keys(MESSAGES).join(', ')}.`;
    throw raise(refuse('INVALID_REQUEST', { field: 'type', reason }));
  }
  const parsed = parseInput(MESSAGES[type as keyof Messages], given);
  if (!parsed.ok) throw raise(parsed.refusal);
  return parsed.input as ClientMessage;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw raise(refuse('INVALID_REQUEST', { reason: 'The message is not JSON.' }));
  }
}

interface AccountItem {
  readonly seq?: number;
  readonly type: string;
  readonly at: string;
  readonly payload: unknown;
}

/** An account's event in the family that it belongs to. */
export function eventMessage(
  accountId: number,
  { type: event, payload, ...item }: AccountItem,
): object {
  const family = event.startsWith('ORDER_')
    ? 'order'
    : event.startsWith('POSITION_')
      ? 'position'
      : 'account';
  return { type: family, event, accountId, ...item, [family]: payload };
}

export const errorMessage = (body: ErrorBody): object => ({ type: 'error', ...body });
