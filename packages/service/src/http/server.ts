/** The HTTP edge that both services stand on: one envelope for every answer that is not a success, on every path. */
import { fail } from '@faultline/errors';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { DEFAULT_ERROR_SETTINGS, type ErrorSettings } from '../errors/settings.ts';
import { newRequestId } from '../ids.ts';
import type { Logger } from '../log/logger.ts';
import type { Procedures } from '../procedures/procedure.ts';
import { settle } from '../procedures/settle.ts';
import { registerNativeTrpc } from '../trpc/native-route.ts';
import type { Authenticate } from './context.ts';
import { sendError } from './envelope.ts';
import { answerRawError } from './raw-errors.ts';
import { parseJson, requestRefusal, safePath } from './request-refusal.ts';
import { type Edge, registerRest, type RestShapes } from './rest.ts';

const BODY_LIMIT_BYTES = 64 * 1_024;
const HEADERS_MAX_BYTES = 16 * 1_024;
/** Batch paths travel as one path parameter. */
const PARAM_LENGTH_MAX = 2_000;

export interface ServerOptions {
  readonly procedures: Procedures;
  readonly authenticate: Authenticate;
  readonly log: Logger;
  readonly restShapes?: RestShapes;
  /** Proxies whose word about the caller's address is taken; nobody's by default. */
  readonly trustProxy?: readonly string[];
  readonly errors?: ErrorSettings;
}

export function createServer(options: ServerOptions): FastifyInstance {
  const { log, procedures, authenticate, errors = DEFAULT_ERROR_SETTINGS } = options;
  const app = bareServer(options);
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  const edge: Edge = { procedures, authenticate, log, errors, closing: closing.signal };
  registerRest(app, edge, options.restShapes ?? {});
  registerNativeTrpc(app, edge);
  app.get('/health', async (_request, reply) => reply.type('text/plain').send('OK'));
  return app;
}

/** Fastify with every one of its own error paths turned into the envelope, and no procedure yet. */
export function bareServer({
  log,
  errors = DEFAULT_ERROR_SETTINGS,
  trustProxy = [],
}: Pick<ServerOptions, 'log' | 'errors' | 'trustProxy'>): FastifyInstance {
  const refuseRequest = (thrown: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const refusal = requestRefusal(thrown);
    const procedure = safePath(request.url);
    const facts = { procedure, requestId: request.id, op: null, status: refusal?.status };
    const error = settle(refusal?.error ?? thrown, facts, { log, errors });
    sendError(reply, error, { errors, status: refusal?.status });
  };
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: 10_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 65_000,
    http: { maxHeaderSize: HEADERS_MAX_BYTES, headersTimeout: 5_000 },
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    trustProxy: trustProxy.length === 0 ? false : [...trustProxy],
    requestIdHeader: false,
    genReqId: requestIdOf,
    clientErrorHandler: answerRawError,
    frameworkErrors: refuseRequest,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => (body === '' ? {} : parseJson(body)),
  );
  app.setErrorHandler(refuseRequest);
  app.setNotFoundHandler((request, reply) =>
    refuseRequest(fail('NOT_FOUND', { path: safePath(request.url) }), request, reply),
  );
  return app;
}

/** A caller's own request id is kept when it is harmless, so that one id runs through all services. */
function requestIdOf(request: { headers: Record<string, unknown> }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : newRequestId();
}
