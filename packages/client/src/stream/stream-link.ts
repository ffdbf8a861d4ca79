/** `client.….subscribe`: tRPC's own way to say it, over a line that resumes. */
import { TRPCClientError, type TRPCLink } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import { Line, type LineDeps } from './line.ts';

export const streamLink =
  (deps: LineDeps): TRPCLink<AnyTRPCRouter> =>
  () =>
  ({ op, next }) => {
    if (op.type !== 'subscription') return next(op);
    return observable((observer) => {
      let last: TRPCClientError<AnyTRPCRouter> | null = null;
      const line = new Line(deps, {
        path: op.path,
        input: op.input ?? {},
        onEvent: (data) => observer.next({ result: { type: 'data', data } }),
        onFailure: ({ cause }) => {
          last = TRPCClientError.from<AnyTRPCRouter>(cause as Error);
        },
        onHealth: ({ state }) => {
          if (state === 'live') observer.next({ result: { type: 'started' } });
          if (state === 'offline' || state === 'connecting') {
            observer.next({ result: { type: 'state', state: 'connecting', error: last } });
          }
          if (state === 'closed' && last !== null) observer.error(last);
        },
      });
      op.signal?.addEventListener('abort', line.close, { once: true });
      return line.close;
    });
  };
