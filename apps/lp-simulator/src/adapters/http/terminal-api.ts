/** The part of the control API that plays MT5 terminals. */
import type { FastifyInstance } from 'fastify';
import { parseLink, parseLogin, parseScript, parseWhich } from '../../terminals/parse.ts';
import type { Attempt, Terminals } from '../../terminals/terminals.ts';

interface Refused {
  readonly field: string;
  readonly problem: string;
}

interface Asking {
  Querystring: Readonly<Record<string, unknown>>;
}

/** @param notUnderstood - The error for a command that does nothing. */
export function addTerminals(
  app: FastifyInstance,
  terminals: Terminals,
  notUnderstood: (refused: Refused) => Error,
): void {
  app.post('/terminal', (request, reply) => {
    const parsed = parseScript(request.body);
    if (parsed.kind === 'refused') throw notUnderstood(parsed);
    return reply.send(terminals.script(parsed.script));
  });
  app.get<Asking>('/terminal', (request) => {
    const parsed = parseWhich(request.query);
    if (parsed.kind === 'refused') throw notUnderstood(parsed);
    return terminals.attempts(parsed.login).map(attemptView);
  });
  app.get<Asking>('/terminal/state', (request) => {
    const parsed = parseWhich(request.query);
    if (parsed.kind === 'refused') throw notUnderstood(parsed);
    return terminals.of(parsed.login);
  });
  app.post('/terminal/login', (request, reply) => {
    const parsed = parseLogin(request.body);
    if (parsed.kind === 'refused') throw notUnderstood(parsed);
    return reply.send(attemptView(terminals.logIn(parsed.login, parsed.server)));
  });
  app.post('/terminal/logout', (request, reply) => {
    const parsed = parseLogin(request.body);
    if (parsed.kind === 'refused') throw notUnderstood(parsed);
    return reply.send(terminals.link(parsed.login, false));
  });
  app.post('/terminal/link', (request, reply) => {
    const parsed = parseLink(request.body);
    if (parsed.kind === 'refused') throw notUnderstood(parsed);
    return reply.send(terminals.link(parsed.login, parsed.connected));
  });
}

const attemptView = ({ atMs, ...attempt }: Attempt) => ({
  ...attempt,
  at: new Date(atMs).toISOString(),
  atMs,
});
