/** The OpenAPI 3.1 document of a service, made of the same rows that its routes are made of. */
import { catalogue, type Code } from '@faultline/errors';
import type { z } from 'zod';
import { exampleOf } from './error-responses.ts';
import { errorSchema, type JsonSchema, named, wireSchema } from './json-schema.ts';
import { type DocumentedRoute, openApiPath, operation } from './operation.ts';
import { HEADERS, PARAMETERS } from './parameters.ts';
import { SharedResponses } from './shared-responses.ts';

export interface DocumentParts {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly routes: readonly DocumentedRoute[];
  /** Paths that no procedure stands behind. */
  readonly others: Readonly<Record<string, JsonSchema>>;
  /** Schemas that occur in many places, by name. */
  readonly schemas: Readonly<Record<string, z.ZodType>>;
}

/** A fresh object of JSON. */
export function openApiDocument(parts: DocumentParts): JsonSchema {
  const { title, version, description, routes, others, schemas } = parts;
  const codes = Object.keys(catalogue) as Code[];
  const own = Object.entries(schemas).map(([name, schema]) => [name, wireSchema(schema)] as const);
  const names = new Map(own.map(([name, schema]) => [JSON.stringify(schema), name]));
  const shared = new SharedResponses();
  const paths = named(pathsOf(routes, shared), names);
  return {
    openapi: '3.1.1',
    info: { title, version, description },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths: { ...paths, ...others },
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      parameters: PARAMETERS,
      headers: HEADERS,
      responses: shared.all,
      schemas: {
        ...Object.fromEntries(own),
        ...Object.fromEntries(codes.map((code) => [code, errorSchema(code)])),
      },
      examples: Object.fromEntries(codes.map((code) => [code, exampleOf(code)])),
    },
  };
}

function pathsOf(routes: readonly DocumentedRoute[], shared: SharedResponses): JsonSchema {
  const byPath = Map.groupBy(routes, ({ rest }) => openApiPath(rest.path));
  return Object.fromEntries(
    [...byPath]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, some]) => [
        path,
        Object.fromEntries(
          some.map((route) => [route.rest.method.toLowerCase(), operation(route, shared)]),
        ),
      ]),
  );
}
