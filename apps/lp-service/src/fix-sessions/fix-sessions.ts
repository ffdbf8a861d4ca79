/** `fix.*`: the sessions as an operator sees them, and what can be done with them. What was asked for outlives a restart. */
import type { Handlers, LpContract } from '@faultline/contract';
import type { SessionStatus } from '@faultline/fix';
import type { SessionStore } from '@faultline/fix/node';
import type { FixLine, FixLines } from '../ports/fix-line.ts';
import type { BookChange, OrderBook } from '../ports/order-book.ts';
import type { SessionEvents } from './session-events.ts';

type FixHandlers = Handlers<LpContract>['fix'];
type SessionView = Awaited<ReturnType<FixHandlers['connect']>>;
type Act = 'connect' | 'disconnect' | 'resetSequence';

/** What can be done in each state. */
const ALLOWED: Readonly<Record<SessionStatus, readonly Act[]>> = {
  STOPPED: ['connect', 'resetSequence'],
  CONNECTING: ['disconnect'],
  LOGON_SENT: ['disconnect'],
  SYNCING: ['disconnect'],
  LOGGED_ON: ['disconnect'],
  SUSPECT: ['disconnect'],
  LOGOUT: [],
  RECONNECT_WAIT: ['connect', 'disconnect'],
  WAITING_FOR_SESSION: ['disconnect'],
  SEQUENCE_ERROR: ['connect', 'disconnect', 'resetSequence'],
  AUTH_FAILED: ['connect', 'disconnect', 'resetSequence'],
};

export interface FixSessionsDeps {
  readonly lines: FixLines;
  readonly book: OrderBook;
  readonly store: Pick<SessionStore<BookChange>, 'messages'>;
  readonly events: SessionEvents;
  readonly now: () => number;
}

export function fixSessions(deps: FixSessionsDeps): FixHandlers {
  const { lines, book, store, events } = deps;
  const view = (line: FixLine): SessionView => viewOf(line, book);
  const found = (sessionId: string, call: Parameters<FixHandlers['get']>[1]): FixLine => {
    const line = lines.all.find(({ id }) => id === sessionId);
    if (line !== undefined) return line;
    const knownSessions = lines.all.map(({ id }) => id);
    throw call.fail('FIX_SESSION_NOT_FOUND', { sessionId, knownSessions });
  };
  return {
    ...acts(deps, found, view),
    list: async () => lines.all.map(view),
    get: async ({ sessionId }, call) => view(found(sessionId, call)),
    messages: async ({ sessionId, ...query }, call) => {
      const { id } = found(sessionId, call);
      return [...(await store.messages({ sessionId: id, ...query }))];
    },
    events: async ({ sessionId }, call) => {
      const wanted = sessionId === undefined ? lines.all : [found(sessionId, call)];
      return events.follow(wanted, view, call.signal);
    },
  };
}

type Acts = Pick<FixHandlers, Act>;
type Find = (sessionId: string, call: Parameters<FixHandlers['get']>[1]) => FixLine;

function acts(
  { book, now }: FixSessionsDeps,
  found: Find,
  view: (line: FixLine) => SessionView,
): Acts {
  const allowed = (sessionId: string, act: Act, call: Parameters<Acts[Act]>[1]): FixLine => {
    const line = found(sessionId, call);
    const { status } = line.info();
    if (ALLOWED[status].includes(act)) return line;
    throw call.fail('FIX_SESSION_STATE', { sessionId, status, allowed: [...ALLOWED[status]] });
  };
  const wanted = async (sessionId: string, up: boolean): Promise<void> =>
    book.commit([{ kind: 'wanted', sessionId, up, atMs: now() }]);
  return {
    connect: async ({ sessionId }, call) => {
      const line = allowed(sessionId, 'connect', call);
      await wanted(sessionId, true);
      line.connect();
      return view(line);
    },
    disconnect: async ({ sessionId }, call) => {
      const line = allowed(sessionId, 'disconnect', call);
      await wanted(sessionId, false);
      await line.disconnect('disconnected by an operator');
      return view(line);
    },
    resetSequence: async ({ sessionId, dryRun, actor, reason, ...numbers }, call) => {
      const line = dryRun ? found(sessionId, call) : allowed(sessionId, 'resetSequence', call);
      const plan = await line.previewNumbers(numbers);
      if (dryRun) return { ...plan, lost: [...plan.lost], inDoubt: [...plan.inDoubt] };
      const { requestId } = call;
      const action = 'fix.resetSequence';
      const entry = { actor, reason, action, target: sessionId, requestId };
      const kept = { ...entry, before: plan.before, after: plan };
      // Before the numbers: an attempt that fails is on record as well.
      await book.commit([{ kind: 'audited', entry: kept, atMs: now() }]);
      const done = await line.setNumbers(numbers, actor);
      return { ...done, lost: [...done.lost], inDoubt: [...done.inDoubt] };
    },
  };
}

function viewOf(line: FixLine, book: OrderBook): SessionView {
  const { id, lp, purpose, senderCompId, targetCompId } = line;
  const { status, nextOut, nextIn, lastError } = line.info();
  return {
    id,
    lp,
    purpose,
    status,
    connected: status === 'LOGGED_ON',
    senderCompId,
    targetCompId,
    nextOutSeq: nextOut,
    nextInSeq: nextIn,
    lastConnected: book.session(id).lastConnectedMs,
    lastError,
  };
}
