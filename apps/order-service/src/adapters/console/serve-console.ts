/** Hands out the built console at `/`: plain files under a policy that lets nothing in from elsewhere. */
import fastifyStatic from '@fastify/static';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** Our own files and our own API; no inline script or style, no frame, no form that goes anywhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const INDEX = 'index.html';
/** Names of files under `assets` carry a hash of their content. */
const ASSETS = 'assets';
const FOR_EVER = 'public, max-age=31536000, immutable';

/** @throws When the folder holds no page: a mistake of the configuration. */
export function serveConsole(app: FastifyInstance, dir: string): void {
  if (!existsSync(join(dir, INDEX))) throw new Error(`CONSOLE_DIR has no ${INDEX}: ${dir}`);
  void app.register(fastifyStatic, {
    root: dir,
    // Each file is a route of its own, so that whatever else is asked for is answered as ever.
    serve: false,
    cacheControl: false,
  });
  app.get('/', async (_request, reply) =>
    reply
      .header('content-security-policy', POLICY)
      .header('cache-control', 'no-cache')
      .sendFile(INDEX),
  );
  for (const name of readdirSync(join(dir, ASSETS))) {
    const file = `${ASSETS}/${name}`;
    app.get(`/${file}`, async (_request, reply) =>
      reply.header('cache-control', FOR_EVER).sendFile(file),
    );
  }
  for (const name of readdirSync(dir).filter((one) => one.endsWith('.svg'))) {
    app.get(`/${name}`, async (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(name),
    );
  }
}
