/** A request that fits no route: the path is unknown, or it is known and takes other methods. */
import { type AppError, fail } from '@faultline/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RequestFault } from './screening.ts';
import { safePath } from './request-refusal.ts';
import { routesOf } from './routes.ts';

/** Says in `Allow` what the path takes, where it takes anything. */
export function faultOfUnrouted(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
): AppError | RequestFault {
  const path = request.url.split('?')[0] ?? '';
  const methods = methodsAt(app, path);
  if (methods.length === 0) return fail('NOT_FOUND', { path: safePath(request.url) });
  reply.header('allow', methods.join(', '));
  return new RequestFault('WRONG_METHOD', 405);
}

function methodsAt(app: FastifyInstance, path: string): string[] {
  const parts = path.split('/');
  const found = routesOf(app).filter(({ path: pattern }) => fits(pattern.split('/'), parts));
  return [...new Set(found.map(({ method }) => method))].toSorted();
}

/** A `:name` stands for any part that is not empty; the catch-alls of other doors answer for themselves. */
const fits = (pattern: readonly string[], parts: readonly string[]): boolean =>
  pattern.length === parts.length &&
  pattern.every((part, at) => (part.startsWith(':') ? parts[at] !== '' : part === parts[at]));
