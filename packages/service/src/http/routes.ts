/** Which routes a server has: asked by the test that holds the documentation to them. */
import type { FastifyInstance } from 'fastify';

interface Route {
  readonly method: string;
  readonly path: string;
}

const made = new WeakMap<FastifyInstance, Route[]>();

/** Call before the first route is made. */
export function rememberRoutes(app: FastifyInstance): void {
  const routes: Route[] = [];
  made.set(app, routes);
  app.addHook('onRoute', ({ method, url: path }) => {
    for (const one of [method].flat()) routes.push({ method: one, path });
  });
}

export const routesOf = (app: FastifyInstance): readonly Route[] => made.get(app) ?? [];
