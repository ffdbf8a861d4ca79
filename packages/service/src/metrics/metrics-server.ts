/** The scrape door: a port of its own, so that the public one never has it. */
import type { FastifyInstance } from 'fastify';
import { bareServer } from '../http/server.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from './metrics.ts';

interface MetricsServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** @param port - 0 lets the system choose. */
export async function serveMetrics(
  { registry }: Metrics,
  { host, port, log }: { host: string; port: number; log: Logger },
): Promise<MetricsServer> {
  const app = bareServer({ log });
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  await app.listen({ host, port });
  return { port: portOf(app, port), close: async () => app.close() };
}

function portOf({ server }: FastifyInstance, asked: number): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : asked;
}
