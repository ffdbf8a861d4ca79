/** The HTTP edge that both services stand on: one envelope for every answer that is not a success, on every path. */
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { DEFAULT_ERROR_SETTINGS, type ErrorSettings } from '../errors/settings.ts';
import { newRequestId } from '../ids.ts';
import { type Buckets, limitRates } from '../limits/rate-limits.ts';
import type { ErrorJournal } from '../journal/journal.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Procedures } from '../procedures/procedure.ts';
import { settle } from '../procedures/settle.ts';
import { registerNativeTrpc } from '../trpc/native-route.ts';
import { closeInOrder } from './closing.ts';
import type { Authenticate } from './context.ts';
import { allowOrigins } from './cors.ts';
import { sendError } from './envelope.ts';
import { Gatekeeper, type Policies } from './gatekeeper.ts';
import { admissionFor, guard } from './guard.ts';
import { registerHealth, type StoreHealth } from './health.ts';
import { answerRawError } from './raw-errors.ts';
import { parseJson } from './json.ts';
import { requestRefusal, safePath } from './request-refusal.ts';
import { rememberRoutes } from './routes.ts';
import { type Edge, registerRest, type RestShapes } from './rest.ts';
import { faultOf } from './screening.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { faultOfUnrouted } from './wrong-method.ts';

const BODY_LIMIT_BYTES = 64 * 1_024;
const HEADERS_MAX_BYTES = 16 * 1_024;
/** Batch paths travel as one path parameter. */
const PARAM_LENGTH_MAX = 2_000;

export interface ServerOptions {
  readonly procedures: Procedures;
  readonly authenticate: Authenticate;
  readonly log: Logger;
  readonly restShapes?: RestShapes;
  /** Procedures with a REST door and none in tRPC: older paths and shapes. */
  readonly facade?: Procedures;
  /** Proxies whose word about the caller's address is taken; nobody's by default. */
  readonly trustProxy?: readonly string[];
  readonly errors?: ErrorSettings;
  readonly metrics?: Metrics | undefined;
  /** Keeps what was refused and what failed. */
  readonly journal?: Pick<ErrorJournal, 'record'> | undefined;
  /** Who may call how often, and what goes first when there is too much to do. */
  readonly policies?: Policies;
  /** Where the spent allowances are counted; nobody is limited without. */
  readonly buckets?: Buckets | null;
  /** Pages of other origins that a browser lets read our answers, each exactly as the browser names it. */
  readonly corsOrigins?: readonly string[];
  /** How long work that is ready waits outside the event loop, for a database. Milliseconds. */
  readonly waitMs?: () => number;
  readonly store?: StoreHealth;
  /** Another process has the work; this one lives to take it over, and is never ready. */
  readonly standsBy?: boolean;
  /** The longest that a call may take; no limit by default. */
  readonly callTimeoutMs?: number;
  /** Between the end of readiness and the first refusal, for a load balancer to notice. */
  readonly drainDelayMs?: number;
  /** Between the close of the port and that of the connections which callers keep; none by default. */
  readonly lingerMs?: number;
}

export function createServer(options: ServerOptions): FastifyInstance {
  const { log, procedures, authenticate, metrics, errors = DEFAULT_ERROR_SETTINGS } = options;
  const all = new Map([...procedures, ...(options.facade ?? [])]);
  const app = bareServer({
    ...options,
    // A request that failed before it became a call costs like one.
    beforeRefusal: async (request, thrown) => gatekeeper.charge(request, thrown),
  });
  allowOrigins(app, options.corsOrigins ?? []);
  const { policies = null, buckets = null } = options;
  const gatekeeper = new Gatekeeper({
    procedures: all,
    policies,
    metrics,
    log,
    rates: buckets === null ? null : limitRates(app, { buckets, now: Date.now }),
    admission: admissionFor(app, options),
  });
  guard(app, gatekeeper);
  const { drainDelayMs = 0, lingerMs = 0 } = options;
  const { closing, ending, isDraining } = closeInOrder(app, gatekeeper, { drainDelayMs, lingerMs });
  const edge: Edge = {
    procedures,
    authenticate,
    gatekeeper,
    closing,
    ending,
    log,
    errors,
    metrics,
    journal: options.journal,
    callTimeoutMs: options.callTimeoutMs ?? null,
  };
  registerRest(app, edge, { procedures: all.values(), shapes: options.restShapes ?? {} });
  registerNativeTrpc(app, edge);
  registerHealth(app, { store: options.store, isDraining, standsBy: options.standsBy ?? false });
  return app;
}

interface BareOptions extends Pick<
  ServerOptions,
  'log' | 'errors' | 'trustProxy' | 'metrics' | 'journal'
> {
  readonly beforeRefusal?: (request: FastifyRequest, thrown: unknown) => Promise<void>;
}

/** Fastify with every one of its own error paths turned into the envelope, and no procedure yet. */
export function bareServer({
  log,
  errors = DEFAULT_ERROR_SETTINGS,
  trustProxy = [],
  metrics,
  journal,
  beforeRefusal,
}: BareOptions): FastifyInstance {
  const refuseRequest = async (
    thrown: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    await beforeRefusal?.(request, thrown);
    const refusal = requestRefusal(thrown);
    const procedure = safePath(request.url);
    const facts = { procedure, requestId: request.id, op: null, status: refusal?.status };
    const error = settle(refusal?.error ?? thrown, facts, { log, errors, metrics, journal });
    sendError(reply, error, { errors, status: refusal?.status });
    return reply;
  };
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: 10_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 65_000,
    http: {
      maxHeaderSize: HEADERS_MAX_BYTES,
      headersTimeout: 5_000,
      // How soon a slow sender is noticed; half a minute by default.
      connectionsCheckingInterval: 1_000,
      // Refused by ourselves, in the envelope.
      requireHostHeader: false,
    },
    return503OnClosing: false,
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    trustProxy: trustProxy.length === 0 ? false : [...trustProxy],
    requestIdHeader: false,
    genReqId: requestIdOf,
    clientErrorHandler: answerRawError,
    // Comes before any hook.
    frameworkErrors: (thrown, request, reply) =>
      void refuseRequest(thrown, request, reply.headers(SECURITY_HEADERS)),
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(SECURITY_HEADERS);
    done(faultOf(request) ?? undefined);
  });
  rememberRoutes(app);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => (body === '' ? {} : parseJson(body)),
  );
  app.setErrorHandler(refuseRequest);
  app.setNotFoundHandler((request, reply) =>
    refuseRequest(faultOfUnrouted(app, request, reply), request, reply),
  );
  return app;
}

/** A caller's own request id is kept when it is harmless, so that one id runs through all services. */
function requestIdOf(request: { headers: Record<string, unknown> }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : newRequestId();
}
