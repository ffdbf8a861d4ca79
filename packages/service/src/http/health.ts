/**
 * Three questions that a supervisor asks. Alive: does the event loop answer. Ready: may work be sent here, which ends
 * before anything else does on the way down. They come through no limit and no gate, for a service that is busy is not
 * dead.
 */
import type { FastifyInstance } from 'fastify';

/** What a service knows about its own store. */
export interface StoreHealth {
  /** Rejects when nothing can be written. */
  readonly probe: () => Promise<unknown>;
  /** What an acknowledged commit survives. */
  readonly durability: string;
}

export interface HealthDeps {
  readonly store: StoreHealth | undefined;
  readonly isDraining: () => boolean;
  /** Another process has the work; this one lives to take it over. */
  readonly standsBy: boolean;
}

const PROBE_MS = 1_000;

export const HEALTH_PATHS = ['/health', '/health/live', '/health/ready'] as const;

export function registerHealth(
  app: FastifyInstance,
  { store, isDraining, standsBy }: HealthDeps,
): void {
  app.get('/health', async (_request, reply) => reply.type('text/plain').send('OK'));
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    if (standsBy) return reply.code(503).send({ status: 'standing by' });
    const checks = {
      draining: isDraining(),
      database: store === undefined || (await answers(store.probe)) ? 'writable' : 'failed',
    };
    const ready = !checks.draining && checks.database === 'writable';
    return reply.code(ready ? 200 : 503).send({
      status: ready ? 'ready' : 'not ready',
      checks,
      ...(store === undefined ? {} : { durability: store.durability }),
    });
  });
}

async function answers(probe: StoreHealth['probe']): Promise<boolean> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('the store does not answer')), PROBE_MS);
  try {
    await Promise.race([probe(), late]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
