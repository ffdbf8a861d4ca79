/** The control API: how a test or a person tells the simulator to misbehave, and looks into its book. */
import { fail } from '@faultline/errors';
import type { AcceptedSession, LoggedMessage, MessageQuery } from '@faultline/fix/node';
import { bareServer, type Logger } from '@faultline/service';
import type { FastifyInstance } from 'fastify';
import { parseBehaviour } from '../../behaviours/parse.ts';
import type { BookOrder } from '../../book/order.ts';
import { providerSession } from '../../providers.ts';
import { parseProvoke, recipes } from '../../provoke/provoke.ts';
import { quoteOf } from '../../quotes/quote-board.ts';
import { parseQuoteCommand } from '../../quotes/parse.ts';
import type { Simulator } from '../../simulator.ts';
import { parseMessageQuery } from './message-query.ts';
import type { Terminals } from '../../terminals/terminals.ts';
import { addTerminals } from './terminal-api.ts';
import { orderView, quoteView, quotesView } from './views.ts';

export interface ControlApiOptions {
  readonly simulator: Simulator;
  readonly sessions: ReadonlyMap<string, AcceptedSession<BookOrder>>;
  readonly log: Logger;
  readonly terminals: Terminals;
  readonly messages: (query: MessageQuery) => Promise<readonly LoggedMessage[]>;
}

export function buildControlApi(options: ControlApiOptions): FastifyInstance {
  const app = bareServer({ log: options.log });
  addCommands(app, options);
  addViews(app, options);
  addTerminals(app, options.terminals, notUnderstood);
  return app;
}

function addCommands(app: FastifyInstance, { simulator }: ControlApiOptions): void {
  app.post('/behaviour', (request, reply) => {
    const parsed = parseBehaviour(request.body);
    if (parsed.kind === 'refused') throw notUnderstood(parsed);
    simulator.behave(parsed.behaviour);
    return reply.send(parsed.behaviour);
  });
  app.post('/quotes', (request, reply) => {
    const command = parseQuoteCommand(request.body);
    if (command.kind === 'refused') throw notUnderstood(command);
    if (command.kind === 'stop') simulator.stopQuote(command.symbol);
    else simulator.pin(command.symbol, command);
    const quote = quoteOf(simulator.quotes, command.symbol);
    return reply.send(quote === undefined ? {} : quoteView(quote));
  });
  app.post('/provoke', (request, reply) => {
    const provoked = parseProvoke(request.body, Date.now());
    if (provoked.kind === 'refused') throw notUnderstood(provoked);
    const { behaviours = [], ...recipe } = provoked.recipe;
    for (const behaviour of behaviours) {
      const parsed = parseBehaviour(behaviour);
      if (parsed.kind === 'refused') throw notUnderstood(parsed);
      simulator.behave(parsed.behaviour);
    }
    return reply.send(recipe);
  });
  app.get('/provoke', () => ({ recipes: recipes(Date.now()) }));
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
  app.get<{ Querystring: Readonly<Record<string, unknown>> }>('/messages', (request) => {
    const parsed = parseMessageQuery(request.query);
    if (parsed.kind === 'refused') throw notUnderstood(parsed);
    return messages(parsed.query);
  });
}

/** A command that the simulator does not understand does nothing. */
function notUnderstood({ field, problem }: { readonly field: string; readonly problem: string }) {
  return fail('INVALID_REQUEST', { field, reason: `${field} ${problem}` });
}
