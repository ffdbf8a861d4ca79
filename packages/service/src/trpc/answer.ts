/** What became of the calls of one tRPC request, as the HTTP answer that tRPC would give. */
import { type AppError, httpStatusOf } from '@faultline/errors';
import type { FastifyReply } from 'fastify';
import type { ErrorSettings } from '../errors/settings.ts';
import { messageFor, nameCommonHeaders, nameWait, sendJson } from '../http/envelope.ts';
import { jsonTextOf } from '../http/json-text.ts';
import { errorText } from './shape.ts';

interface Refused {
  readonly ok: false;
  readonly error: AppError;
  /** Where tRPC has a status of its own: 404, 405, 413, 415. */
  readonly status?: number | undefined;
  readonly allow?: 'GET' | 'POST';
}
/** One call's answer. */
export type Settled = { readonly ok: true; readonly data: unknown } | Refused;

interface Answering {
  readonly errors: ErrorSettings;
}

export function sendOne(reply: FastifyReply, settled: Settled, answering: Answering): void {
  nameHeaders(reply, [settled], answering);
  reply.code(statusOf(settled));
  sendJson(reply, textOf(reply, settled, answering));
}

/** Statuses that differ become 207. */
export function sendBatch(
  reply: FastifyReply,
  all: readonly Settled[],
  answering: Answering,
): void {
  nameHeaders(reply, all, answering);
  const [status = 207, ...others] = new Set(all.map(statusOf));
  reply.code(others.length === 0 ? status : 207);
  sendJson(reply, `[${all.map((one) => textOf(reply, one, answering)).join(',')}]`);
}

const statusOf = (settled: Settled): number =>
  settled.ok ? 200 : (settled.status ?? httpStatusOf(settled.error));

const VARY = 'trpc-accept, accept';
const VARY_OF_ERRORS = `${VARY}, accept-language`;

/** Outcome and retry stand in the body. The language is the caller's, so one header says it for a whole batch. */
function nameHeaders(reply: FastifyReply, all: readonly Settled[], { errors }: Answering): void {
  const { request } = reply;
  nameCommonHeaders(reply, request);
  if (all.every(({ ok }) => ok)) return void reply.header('vary', VARY);
  reply
    .header('content-language', errors.negotiateLocale(request.headers['accept-language']))
    .header('vary', VARY_OF_ERRORS);
  for (const settled of all) {
    if (settled.ok) continue;
    nameWait(reply, settled.error);
    if (settled.allow !== undefined) reply.header('allow', settled.allow);
  }
}

function textOf({ request }: FastifyReply, settled: Settled, { errors }: Answering): string {
  if (settled.ok) {
    const { data } = settled;
    return data === undefined ? '{"result":{}}' : `{"result":{"data":${jsonTextOf(data)}}}`;
  }
  const { error, status } = settled;
  const message = messageFor(request, error, errors);
  return errorText(error, { requestId: request.id, message, status });
}
