/** The API document is valid, complete and up to date: it says of every route what the route does, and of no other. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Op, orderContract, rowsOf } from '@faultline/contract';
import { catalogue, COMMON_CODES } from '@faultline/errors';
import { routesOf } from '@faultline/service';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServiceDesk, type ServiceDesk } from '../testing/service-desk.ts';
import { apiDocument } from './api-document.ts';
import { OLDER_DOORS } from './rest-facade/facade.ts';

let desk: ServiceDesk;
beforeAll(async () => {
  desk = await openServiceDesk();
});
afterAll(async () => desk.close());

interface Operation {
  readonly parameters?: readonly { name?: string; in?: string }[];
  readonly responses: Readonly<
    Record<string, { readonly $ref?: string; readonly description: string }>
  >;
}
interface Document extends Record<string, unknown> {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Operation['responses'] };
}
const document = apiDocument() as unknown as Document;

const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

const codesAt = (path: string, method: string): string[] =>
  Object.entries(document.paths[path]?.[method.toLowerCase()]?.responses ?? {})
    .filter(([status]) => Number(status) >= 400)
    .flatMap(([, { $ref, description }]) => {
      const shared = document.components.responses[$ref?.split('/').at(-1) ?? ''];
      return (shared?.description ?? description).split(', ');
    });

const doors = [
  ...rowsOf(orderContract).map(({ op }) => op),
  ...OLDER_DOORS.map(({ op, rest }): Op => ({ ...op, rest })),
].flatMap((op) => (op.rest === undefined ? [] : [{ op, rest: op.rest }]));

describe('S34: the API document', () => {
  it('satisfies the schema of OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    const broken = { ...structuredClone(document), info: { title: 'no version' } };
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  it('has every route of the server, and no other', () => {
    // Fastify answers HEAD for every GET by itself; tRPC is documented by its types.
    const routes = routesOf(desk.server)
      .filter(({ method, path }) => method !== 'HEAD' && !path.startsWith('/trpc'))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(routes.length).toBeGreaterThan(40);
    expect(documented.toSorted()).toEqual(routes.toSorted());
  });

  it('names every code of every route, under the status that it is sent with', () => {
    for (const { op, rest } of doors) {
      const codes = new Set(codesAt(rest.path.replaceAll(/:(\w+)/g, '{$1}'), rest.method));
      const always = COMMON_CODES.filter((code) => !/^AUTH|PERMISSION|DUPLICATE/.test(code));
      for (const code of [...op.errors, ...always]) {
        expect({ path: rest.path, code, named: codes.has(code) }).toEqual({
          path: rest.path,
          code,
          named: true,
        });
      }
      expect(codes.has('AUTH_REQUIRED') || op.needs === 'public').toBe(true);
    }
  });

  it('has a schema and an example of every code', () => {
    const { components } = apiDocument() as unknown as {
      components: { schemas: Record<string, object>; examples: Record<string, object> };
    };
    for (const code of Object.keys(catalogue)) {
      expect(components.schemas[code]).toMatchObject({
        properties: { code: { const: code } },
        required: expect.arrayContaining(['error', 'code']),
      });
      expect(components.examples[code]).toMatchObject({ value: { code } });
    }
  });

  it('points to nothing that is not there', () => {
    const text = JSON.stringify(document);
    const refs = new Set([...text.matchAll(/"#\/([^"]+)"/g)].map(([, ref = '']) => ref));
    expect(refs.size).toBeGreaterThan(80);
    const dangling = [...refs].filter(
      (ref) =>
        ref
          .split('/')
          .reduce<unknown>((part, name) => Reflect.get(part as object, name), document) ===
        undefined,
    );
    expect(dangling).toEqual([]);
  });

  it('is what docs/openapi.json says: else run `npm run docs`', () => {
    const file = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'openapi.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(document)));
  });
});

describe('/openapi.json and /docs', () => {
  it('are served to everybody, the page without a script and without anything from elsewhere', async () => {
    const json = await fetch(`${desk.url}/openapi.json`);
    expect(await json.json()).toEqual(JSON.parse(JSON.stringify(document)));
    const page = await fetch(`${desk.url}/docs`);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'self'/,
    );
    expect(html).not.toMatch(/<script|style="|onclick|https?:\/\//);
    for (const path of ['/api/orders/market', '/order/stop-limit', '/ohlc']) {
      expect(html).toContain(path);
    }
    expect(html).toContain('<a href="#MARGIN_INSUFFICIENT">');
    const style = await fetch(`${desk.url}/docs/style.css`);
    expect(style.headers.get('content-type')).toContain('text/css');
  });
});
