/** `client.account.follow`, `client.quotes.follow`: a line that resumes by number and tells how it does. */
import type { OrderRouter } from '@faultline/contract';
import type { Health } from './health.ts';
import { Line, type LineDeps, type LineHandlers } from './line.ts';
import type { Silence } from './watchdog.ts';

export interface Streams {
  readonly 'account.stream': OrderRouter['account']['stream'];
  readonly 'quotes.stream': OrderRouter['quotes']['stream'];
}

type Types<P extends keyof Streams> = Streams[P]['_def']['$types'];
export type ItemOf<P extends keyof Streams> =
  Types<P>['output'] extends AsyncIterable<infer Item> ? Item : never;

export type AccountEvent = ItemOf<'account.stream'>;

type PayloadIn<Event, T> = Event extends { type: infer Types; payload: infer Payload }
  ? T extends Types
    ? Payload
    : never
  : never;

/** What an event of this type carries: `EventPayload<'ORDER_FILLED'>`. */
export type EventPayload<T extends AccountEvent['type']> = PayloadIn<AccountEvent, T>;

/** An open line. */
export interface OpenLine {
  readonly health: Health;
  /** The number of the last event; give it as `lastEventSeq` to go on there, after a reload for instance. */
  readonly lastSeq: number | null;
  readonly close: () => void;
}

/** Opens a line. Never throws: what goes wrong is told to `onFailure`, how the line does to `onHealth`. */
export type Follow<P extends keyof Streams> = (
  input: Types<P>['input'],
  handlers: LineHandlers<ItemOf<P>> & Silence,
) => OpenLine;

export const follower =
  (deps: LineDeps) =>
  <P extends keyof Streams>(path: P): Follow<P> =>
  (input, handlers) =>
    new Line<ItemOf<P>>(deps, { path, input, ...handlers });
