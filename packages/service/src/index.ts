/** What both services share at the edge: the HTTP server with one envelope, logging, storage, starting and stopping. */
export { armCrashPoint, crashPoint } from './crash-point.ts';
export { EnvironmentReader, type Environment } from './env.ts';
export { DuckFile } from './duckdb/duck-file.ts';
export {
  DEFAULT_ERROR_SETTINGS,
  type ErrorSettings,
  readErrorSettings,
} from './errors/settings.ts';
export type { Authenticate } from './http/context.ts';
export type { CallPolicy, Policies } from './http/gatekeeper.ts';
export { bareServer, createServer, type ServerOptions } from './http/server.ts';
export type { RestShape, RestShapes } from './http/rest.ts';
export { routesOf } from './http/routes.ts';
export { tellFailure } from './http/tell.ts';
export { openBuckets } from './limits/open-buckets.ts';
export { MemoryBuckets } from './limits/memory-buckets.ts';
export type { Buckets, LimitClass } from './limits/rate-limits.ts';
export { givenUp } from './load/deadline.ts';
export { watchQueue } from './load/queue-wait.ts';
export { createMetrics, type Metrics } from './metrics/metrics.ts';
export { serveMetrics } from './metrics/metrics-server.ts';
export { newErrorId, newIdempotencyKey, newRequestId } from './ids.ts';
export type { JournalEntry } from './journal/entry.ts';
export { ErrorJournal } from './journal/journal.ts';
export { openJournal, readRetentionDays } from './journal/open-journal.ts';
export type { JournalCount, JournalSearch, JournalStats } from './journal/questions.ts';
export { createLogger, type Logger } from './log/logger.ts';
export { type Ready, runMain } from './main.ts';
export { openApiDocument } from './openapi/document.ts';
export type { JsonSchema } from './openapi/json-schema.ts';
export type { DocumentedRoute } from './openapi/operation.ts';
export { serveDocs } from './openapi/serve.ts';
export { type CallContext, type Gate, implement, type Procedures } from './procedures/procedure.ts';
export { Recent } from './recent.ts';
export {
  bearerToken,
  readServiceToken,
  serviceAuthenticator,
  serviceTokenFrom,
} from './service-token.ts';
export { stopGracefully } from './shutdown.ts';
export { StartRefused } from './start-refused.ts';
export { type DataDir, openDataDir } from './storage/data-dir.ts';
export { openPostgres, type Postgres } from './storage/postgres.ts';
export { type Migration, openSqlite } from './storage/sqlite.ts';
