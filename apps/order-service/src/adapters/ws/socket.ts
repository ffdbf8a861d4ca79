/** `/ws`: prices and account events over a websocket. The token comes with the first message: a URL would end up in logs. */
import websocket from '@fastify/websocket';
import { raise, refuse } from '@faultline/errors';
import {
  type Authenticate,
  type Buckets,
  DEFAULT_ERROR_SETTINGS,
  type ErrorJournal,
  type ErrorSettings,
  type Logger,
  type Metrics,
  type Procedures,
  tellFailure,
} from '@faultline/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { Crowd } from './crowd.ts';
import { errorMessage } from './messages.ts';
import { Session } from './session.ts';
import { SocketLine } from './socket-line.ts';

export interface SocketDeps {
  readonly procedures: Procedures;
  readonly authenticate: Authenticate;
  readonly log: Logger;
  readonly errors?: ErrorSettings;
  readonly metrics?: Metrics | undefined;
  /** Where dials are counted; nobody is kept from dialling without. */
  readonly buckets?: Buckets | null;
  readonly journal?: Pick<ErrorJournal, 'record'> | undefined;
}

/** Whoever does not answer a goodbye for so long is cut off, and holds up no stop. */
const GOODBYE_MS = 2_000;
const MESSAGE_MAX_BYTES = 16_384;
const AUTH_WAIT_MS = 5_000;

export function registerSocket(app: FastifyInstance, deps: SocketDeps): void {
  const crowd = new Crowd(deps.buckets ?? null);
  app.register(async (scope) => {
    const options = { maxPayload: MESSAGE_MAX_BYTES, closeTimeout: GOODBYE_MS };
    await scope.register(websocket, { options });
    scope.route({
      method: 'GET',
      url: '/ws',
      handler: (_request, reply) => {
        reply.header('upgrade', 'websocket').header('connection', 'Upgrade');
        throw new NoWebSocket();
      },
      wsHandler: (socket, request) => converse(socket, request, { ...deps, crowd }),
    });
  });
}

/** Somebody came with plain HTTP. In the words of the HTTP layer, so that it is answered as its own faults are. */
class NoWebSocket extends Error {
  readonly code = 'NO_WEBSOCKET';
  readonly statusCode = 426;
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
    journal,
    crowd,
  }: SocketDeps & { readonly crowd: Crowd },
): void {
  const { id: requestId, ip } = request;
  const line = new SocketLine(socket, () => log.warn({ requestId }, 'slow websocket dropped'));
  const onClosed = (leave: () => void): void => line.signal.addEventListener('abort', leave);
  const tell = (thrown: unknown, procedure: string) => {
    const op = procedures.get(procedure)?.op ?? null;
    const keeping = { log, errors, metrics, journal };
    return tellFailure(thrown, { procedure, requestId, op }, { request, ...keeping });
  };
  const turnAway = (thrown: unknown): void => {
    line.send(errorMessage(tell(thrown, '/ws')));
    line.close('policy');
  };
  const place = crowd.enter(ip);
  onClosed(place.leave);
  const enter = (userId: string): void => onClosed(crowd.signIn(userId));
  const session = new Session({ procedures, authenticate, line, requestId, ip, enter, tell });
  const admitted = place.admitted().then(
    () => true,
    (thrown: unknown) => {
      turnAway(thrown);
      return false;
    },
  );
  const late = setTimeout(() => {
    if (!session.signedIn) turnAway(raise(refuse('AUTH_REQUIRED', {})));
  }, AUTH_WAIT_MS);
  onClosed(() => clearTimeout(late));
  const answer = async (text: string): Promise<void> => {
    if (!(await admitted)) return;
    await session.hear(text);
    const restMs = crowd.restMs(requestId);
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
  };
  socket.on('message', (data: Buffer) => {
    // Nobody is read faster than answered: what a flood sends stays on its own side of the wire.
    socket.pause();
    void answer(data.toString('utf8')).finally(() => socket.resume());
  });
}
