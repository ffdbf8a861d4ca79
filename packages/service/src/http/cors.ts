/** Which pages of other origins may read our answers. None unless named; a name fits exactly or not at all. */
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

const PREFLIGHT_KEPT_SEC = 600;

/** What a page may send beside what every page may. */
const ALLOWED = [
  'authorization',
  'content-type',
  'idempotency-key',
  'last-event-id',
  'x-request-id',
  'x-request-timeout-ms',
  'trpc-accept',
];

/** What a page may read beside the body. */
const EXPOSED = [
  'idempotency-key',
  'idempotent-replayed',
  'retry-after',
  'x-error-id',
  'x-error-outcome',
  'x-error-retry',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'x-request-id',
];

/** Callers show a token and never a cookie, so that no answer is given with credentials. */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  app.register(cors, {
    origin: [...origins],
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ALLOWED,
    exposedHeaders: EXPOSED,
    maxAge: PREFLIGHT_KEPT_SEC,
    strictPreflight: false,
  });
}
