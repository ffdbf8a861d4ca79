/** Puts the gatekeeper before every route: before the body is read and before any token is looked at. */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { Admission } from '../load/admission.ts';
import { watchLoop } from '../load/loop-delay.ts';
import { FEW } from '../load/queue-wait.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import { HEALTH_PATHS } from './health.ts';

/** Asked by supervisors, often and from one address: neither limited nor sent away. */
const UNGUARDED: ReadonlySet<string | undefined> = new Set(
  HEALTH_PATHS.filter((path) => path !== '/health'),
);

export function guard(app: FastifyInstance, gatekeeper: Gatekeeper): void {
  const limit = async (request: FastifyRequest, done: HookHandlerDoneFunction): Promise<void> => {
    try {
      await gatekeeper.ofAddress(request, null);
      done();
    } catch (error) {
      done(error as Error);
    }
  };
  // No promise for a call: there is one hook for all of them.
  app.addHook('onRequest', (request, _reply, done) => {
    const { url, config } = request.routeOptions;
    if (UNGUARDED.has(url)) return done();
    if (config.callsOf !== undefined) {
      const refusal = gatekeeper.refusal(config.callsOf(request));
      if (refusal === null) return done();
      const tell = (): void => done(refusal);
      const tellLeaving = (): void => afterBody(request.raw, tell);
      if (gatekeeper.isRefusingAll) return tellLeaving();
      // A stop may begin meanwhile.
      setTimeout(() => (gatekeeper.isRefusingAll ? tellLeaving() : tell()), HOLD_BACK_MS);
      return;
    }
    // Calls no procedure and costs next to nothing: it is limited, and never sent away.
    void limit(request, done);
  });
}

/**
 * Whoever is sent away for there being too much to do hears of it a little later. A caller who has been answered asks the
 * next thing: a crowd that is refused at once is back at once, and its refusals take the time of those who were let in.
 */
const HOLD_BACK_MS = 250;

/** A caller who is slower than this to send the rest of a request may not hear why it was refused. */
const REST_MS = 1_000;

/**
 * Once what is on its way has come in. The refusal of a service that stops ends the connection, and the end of a connection
 * with something unread is a reset, which takes the answer from the caller's hands again.
 */
function afterBody(raw: IncomingMessage, done: () => void): void {
  const timer = setTimeout(() => raw.destroy(), REST_MS);
  raw
    .once('close', () => {
      clearTimeout(timer);
      done();
    })
    .resume();
}

/** What work has to wait for: the event loop, and whatever else the service knows of. */
export function admissionFor(
  app: FastifyInstance,
  { waitMs = () => 0 }: { readonly waitMs?: () => number },
): Admission {
  const loop = watchLoop();
  app.addHook('onClose', async () => loop.stop());
  const behindMs = (): number => (admission.underWay < FEW ? 0 : loop.behindMs());
  const admission = new Admission({
    waitMs: () => Math.max(behindMs(), waitMs()),
    random: Math.random,
  });
  return admission;
}
