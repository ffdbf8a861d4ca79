/** Streams over tRPC: the official adapter serves them, around the table's own procedures. */
import { isAppError } from '@faultline/errors';
import { initTRPC, tracked } from '@trpc/server';
import { fastifyRequestHandler } from '@trpc/server/adapters/fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenCall } from '../http/context.ts';
import { messageFor } from '../http/envelope.ts';
import type { Edge } from '../http/rest.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { settle } from '../procedures/settle.ts';
import { errorShape } from './shape.ts';

interface StreamContext {
  readonly request: FastifyRequest;
  readonly call: OpenCall;
}

/** A caller that hears nothing for longer than the second opens the line again. */
const PING_MS = 5_000;
const RECONNECT_AFTER_SILENCE_MS = 15_000;

/** Answers a request for a subscription; everything else about `/trpc` is the native route's. */
export function subscriptionHandler(
  edge: Edge,
): (request: FastifyRequest, reply: FastifyReply, path: string) => Promise<void> {
  const router = routerOf(edge);
  return async (request, reply, path) => {
    // What the official adapter sends is the answer; it never throws for a call that fails.
    await fastifyRequestHandler({
      router,
      req: request,
      res: neverStored(reply),
      path,
      createContext: (): StreamContext => ({
        request,
        call: new OpenCall(request, 'TRPC', edge),
      }),
    });
  };
}

/** The adapter's own header would let a browser keep what only its user may see. */
function neverStored(reply: FastifyReply): FastifyReply {
  const send = (answer: Response): FastifyReply => {
    answer.headers.set('cache-control', 'no-store, no-transform');
    return reply.send(answer);
  };
  return Object.assign(Object.create(reply) as FastifyReply, { send });
}

function routerOf(edge: Edge) {
  const t = initTRPC.context<StreamContext>().create({
    isDev: false,
    sse: {
      ping: { enabled: true, intervalMs: PING_MS },
      client: { reconnectAfterInactivityMs: RECONNECT_AFTER_SILENCE_MS },
    },
    errorFormatter: ({ error: thrown, ctx, path }) => {
      const requestId = ctx?.call.requestId ?? '';
      const facts = { procedure: path ?? '', requestId, op: null };
      const error = isAppError(thrown.cause) ? thrown.cause : settle(thrown, facts, edge);
      return errorShape(error, {
        requestId,
        message: ctx === undefined ? error.message : messageFor(ctx.request, error, edge.errors),
      });
    },
  });
  const procedure = ({ path, op, run }: Procedure) =>
    t.procedure
      .input((raw: unknown) => resumable(raw))
      .subscription(async function* ({ input, ctx }) {
        const { call } = ctx;
        try {
          await call.arrive(op);
          const items = (await run(input, call)) as AsyncIterable<{
            readonly seq?: number;
          }>;
          // A stream that has begun has no deadline.
          call.end();
          for await (const item of items) {
            yield item.seq === undefined ? item : tracked(String(item.seq), item);
          }
        } catch (thrown) {
          const { requestId, caller } = call;
          throw settle(thrown, { procedure: path, requestId, op, caller }, edge);
        }
      });
  const streams = [...edge.procedures.values()].filter(({ op }) => op.kind === 'subscription');
  const record: Tree = {};
  for (const stream of streams) plant(record, stream.path.split('.'), procedure(stream));
  return t.router(record as Parameters<typeof t.router>[0]);
}

interface Tree {
  [name: string]: unknown;
}

function plant(tree: Tree, [name = '', ...rest]: readonly string[], leaf: unknown): void {
  if (rest.length === 0) {
    tree[name] = leaf;
    return;
  }
  const branch = (tree[name] ?? {}) as Tree;
  tree[name] = branch;
  plant(branch, rest, leaf);
}

/** tRPC's link tells the last id that it saw under a name of its own. */
function resumable(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || !('lastEventId' in raw)) return raw;
  const { lastEventId, ...input } = raw;
  return { ...input, lastEventSeq: Number(lastEventId) };
}
