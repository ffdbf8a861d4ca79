/** `/ws`: prices and account events over a websocket. The token comes with the first message: a URL would end up in logs. */
import websocket from '@fastify/websocket';
import { raise, refuse } from '@faultline/errors';
import {
  type Authenticate,
  DEFAULT_ERROR_SETTINGS,
  type ErrorSettings,
  type Logger,
  type Metrics,
  type Procedures,
  tellFailure,
} from '@faultline/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { errorMessage } from './messages.ts';
import { Session } from './session.ts';
import { SocketLine } from './socket-line.ts';

export interface SocketDeps {
  readonly procedures: Procedures;
  readonly authenticate: Authenticate;
  readonly log: Logger;
  readonly errors?: ErrorSettings;
  readonly metrics?: Metrics | undefined;
}

const MESSAGE_MAX_BYTES = 16_384;
const AUTH_WAIT_MS = 5_000;
const LINES_PER_IP = 10;
const COME_BACK_SEC = 60;

export function registerSocket(app: FastifyInstance, deps: SocketDeps): void {
  const lines = new Map<string, number>();
  app.register(async (scope) => {
    await scope.register(websocket, { options: { maxPayload: MESSAGE_MAX_BYTES } });
    scope.get('/ws', { websocket: true }, (socket, request) => {
      const open = (lines.get(request.ip) ?? 0) + 1;
      lines.set(request.ip, open);
      socket.on('close', () => {
        const left = (lines.get(request.ip) ?? 1) - 1;
        if (left === 0) lines.delete(request.ip);
        else lines.set(request.ip, left);
      });
      converse(socket, request, { ...deps, crowded: open > LINES_PER_IP });
    });
  });
}

function converse(
  socket: WebSocket,
  request: FastifyRequest,
  {
    procedures,
    authenticate,
    log,
    errors = DEFAULT_ERROR_SETTINGS,
    metrics,
    crowded,
  }: SocketDeps & { readonly crowded: boolean },
): void {
  const { id: requestId, ip } = request;
  const line = new SocketLine(socket, () => log.warn({ requestId }, 'slow websocket dropped'));
  const tell = (thrown: unknown, procedure: string) => {
    const op = procedures.get(procedure)?.op ?? null;
    return tellFailure(thrown, { procedure, requestId, op }, { request, log, errors, metrics });
  };
  const turnAway = (thrown: unknown): void => {
    line.send(errorMessage(tell(thrown, '/ws')));
    line.close('policy');
  };
  if (crowded) {
    const window = { limit: LINES_PER_IP, window: '1m', retryAfter: COME_BACK_SEC };
    const resetAt = Math.ceil(Date.now() / 1_000) + COME_BACK_SEC;
    turnAway(raise(refuse('RATE_LIMIT_EXCEEDED', { ...window, resetAt })));
    return;
  }
  const session = new Session({ procedures, authenticate, line, requestId, ip, tell });
  const late = setTimeout(() => {
    if (!session.signedIn) turnAway(raise(refuse('AUTH_REQUIRED', {})));
  }, AUTH_WAIT_MS);
  line.signal.addEventListener('abort', () => clearTimeout(late));
  socket.on('message', (data: Buffer) => {
    // Nobody is read faster than answered: what a flood sends stays on its own side of the wire.
    socket.pause();
    void session.hear(data.toString('utf8')).finally(() => socket.resume());
  });
}
