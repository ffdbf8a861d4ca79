/** The control API: how a test or a person tells the simulator to misbehave, and looks into its book. */
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { AcceptedSession, Log, LoggedMessage, MessageQuery } from '@faultline/fix/node';
import { parseBehaviour } from '../../behaviours/parse.ts';
import type { BookOrder } from '../../book/order.ts';
import { providerSession } from '../../providers.ts';
import { quoteOf } from '../../quotes/quote-board.ts';
import { parseQuoteCommand } from '../../quotes/parse.ts';
import type { Simulator } from '../../simulator.ts';
import { orderView, quoteView, quotesView } from './views.ts';

export interface ControlApiOptions {
  readonly simulator: Simulator;
  readonly sessions: ReadonlyMap<string, AcceptedSession<BookOrder>>;
  readonly log: Log;
  readonly messages: (query: MessageQuery) => Promise<readonly LoggedMessage[]>;
}

const BODY_LIMIT_BYTES = 64 * 1024;

export function buildControlApi(options: ControlApiOptions): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true });
  app.setErrorHandler((error, _request, reply) => {
    const status = statusOf(error);
    if (status === 500) {
      options.log.error({ error }, 'control request failed');
      return reply.code(500).send(failure('INTERNAL_ERROR', 'internal error', {}));
    }
    return reply.code(status).send(failure('INVALID_REQUEST', 'the request cannot be read', {}));
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send(failure('INVALID_REQUEST', 'no such path', { path: request.url })),
  );
  addCommands(app, options);
  addViews(app, options);
  return app;
}

/** Fastify's own refusals carry a status below 500; anything else is a bug here. */
function statusOf(error: unknown): number {
  const isRefusal = error instanceof Error && 'statusCode' in error;
  const status = isRefusal ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500 ? status : 500;
}

function addCommands(app: FastifyInstance, { simulator }: ControlApiOptions): void {
  app.post('/behaviour', (request, reply) => {
    const parsed = parseBehaviour(request.body);
    if (parsed.kind === 'refused') return refuse(reply, parsed);
    simulator.behave(parsed.behaviour);
    return reply.send(parsed.behaviour);
  });
  app.post('/quotes', (request, reply) => {
    const command = parseQuoteCommand(request.body);
    if (command.kind === 'refused') return refuse(reply, command);
    if (command.kind === 'stop') simulator.stopQuote(command.symbol);
    else simulator.pin(command.symbol, command);
    const quote = quoteOf(simulator.quotes, command.symbol);
    return reply.send(quote === undefined ? {} : quoteView(quote));
  });
  app.post('/reset', (_request, reply) => {
    simulator.reset();
    return reply.send({ ok: true });
  });
}

function addViews(
  app: FastifyInstance,
  { simulator, sessions, messages }: ControlApiOptions,
): void {
  app.get('/health', (_request, reply) => reply.type('text/plain').send('OK'));
  app.get('/orders', () => simulator.orders.map(orderView));
  app.get('/quotes', () => quotesView(simulator.quotes));
  app.get('/behaviours', () => simulator.behaviours);
  app.get('/sessions', () =>
    [...sessions.values()].map(({ info }) => ({ ...info, ...providerSession(info.id) })),
  );
  app.get<{ Querystring: Record<string, unknown> }>('/messages', (request) => {
    const { session, msgType, direction, beforeId, limit } = request.query;
    return messages({
      sessionId: text(session),
      msgType: text(msgType),
      direction: direction === 'IN' || direction === 'OUT' ? direction : undefined,
      beforeId: number(beforeId),
      limit: number(limit),
    });
  });
}

function refuse(
  reply: FastifyReply,
  { field, problem }: { readonly field: string; readonly problem: string },
) {
  return reply
    .code(400)
    .send(failure('INVALID_REQUEST', `${field} ${problem}`, { field, reason: problem }));
}

function failure(code: string, error: string, details: Record<string, unknown>) {
  return { error, code, details };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
