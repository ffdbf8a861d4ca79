/** The order service's API as an OpenAPI document: every route that `openDoors` opens, made of the same rows. */
import { DealView, orderContract, OrderView, PositionView, rowsOf } from '@faultline/contract';
import { type DocumentedRoute, type JsonSchema, openApiDocument } from '@faultline/service';
import { OLDER_DOORS } from './rest-facade/facade.ts';
import { restShapes } from './rest-shapes.ts';

const DESCRIPTION =
  'Accounts, orders and positions. Every answer that is not a success has the body {error, code, details?}; ' +
  'the headers X-Error-Outcome and X-Error-Retry say whether the command was executed and whether it may be repeated.';

const primaryDoors: readonly DocumentedRoute[] = rowsOf(orderContract).flatMap(({ path, op }) => {
  const { rest } = op;
  const answer = restShapes[path]?.schema(op.output) ?? op.output;
  return rest === undefined ? [] : [{ rest, op, via: [path], primary: true, answer }];
});

const olderDoors: readonly DocumentedRoute[] = OLDER_DOORS.map(({ rest, op, via }) => ({
  rest,
  op,
  via,
  primary: false,
}));

const plain = (summary: string, type: string, status = 200): JsonSchema => ({
  get: {
    summary,
    tags: ['service'],
    security: [],
    responses: {
      [status]: { description: summary, ...(type === '' ? {} : { content: { [type]: {} } }) },
    },
  },
});

/** Routes that lead to no procedure. */
const others: Readonly<Record<string, JsonSchema>> = {
  '/health': plain('Answers OK while the process runs.', 'text/plain'),
  '/health/live': plain('Whether the process answers.', 'application/json'),
  '/health/ready': plain('Whether work may be sent here; 503 when not.', 'application/json'),
  '/.well-known/jwks.json': plain('The keys that tokens are signed with.', 'application/json'),
  '/openapi.json': plain('This document.', 'application/json'),
  '/docs': plain('This document as a page.', 'text/html'),
  '/docs/style.css': plain('How that page looks.', 'text/css'),
  '/ws': plain(
    'A websocket: {type: "auth", token} first, then prices and account events.',
    '',
    101,
  ),
};

export const apiDocument = (): JsonSchema =>
  openApiDocument({
    title: 'Faultline order service',
    version: '0.1.0',
    description: DESCRIPTION,
    routes: [...primaryDoors, ...olderDoors],
    others,
    schemas: { Order: OrderView, Position: PositionView, Deal: DealView },
  });
