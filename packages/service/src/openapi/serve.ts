/** `/openapi.json` and `/docs`. */
import type { FastifyInstance } from 'fastify';
import { nameCommonHeaders, sendJson } from '../http/envelope.ts';
import { docsPage, DOCS_STYLE } from './docs-page.ts';
import type { JsonSchema } from './json-schema.ts';

/** The page shows our own style and nothing else; what is not named is not loaded. */
const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

export function serveDocs(app: FastifyInstance, document: JsonSchema): void {
  const text = JSON.stringify(document);
  const page = docsPage(document);
  app.get('/openapi.json', async (request, reply) => {
    nameCommonHeaders(reply, request);
    sendJson(reply, text);
    return reply;
  });
  app.get('/docs', async (_request, reply) =>
    reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(page),
  );
  app.get('/docs/style.css', async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(DOCS_STYLE),
  );
}
