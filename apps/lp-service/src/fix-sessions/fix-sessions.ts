/** `fix.*`: the sessions as an operator sees them, and what can be done with them. What was asked for outlives a restart. */
import type { Handlers, LpContract } from '@faultline/contract';
import type { SessionStatus } from '@faultline/fix';
import type { SessionStore } from '@faultline/fix/node';
import type { FixLine, FixLines, WantedNumbers } from '../ports/fix-line.ts';
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
    resetSequence: async ({ sessionId, dryRun, mode = 'SET', ...input }, call) => {
      const { actor, reason, ...numbers } = input;
      const atLogon = mode === 'RESET_ON_LOGON';
      // The numbers of a session that is up change with its next logon only.
      const line =
        dryRun || atLogon ? found(sessionId, call) : allowed(sessionId, 'resetSequence', call);
      const plan = atLogon
        ? await startingAgain(line, numbers, call)
        : await line.previewNumbers(numbers);
      if (dryRun) return shown(plan);
      const { requestId } = call;
      const action = atLogon ? 'fix.resetOnLogon' : 'fix.resetSequence';
      const entry = { actor, reason, action, target: sessionId, requestId };
      const kept = { ...entry, before: plan.before, after: plan };
      const atMs = now();
      // Before the numbers: an attempt that fails is on record as well. Numbers set by hand are not to be lost at the logon.
      await book.commit([
        { kind: 'audited', entry: kept, atMs },
        { kind: 'reset-wanted', sessionId, on: atLogon, atMs },
      ]);
      return shown(atLogon ? plan : await line.setNumbers(numbers, actor));
    },
  };
}

type Plan = Awaited<ReturnType<FixLine['previewNumbers']>>;

const shown = (plan: Plan) => ({ ...plan, lost: [...plan.lost], inDoubt: [...plan.inDoubt] });

/** With ResetSeqNumFlag(141) both sides begin at 1: no number that was received comes again under its old meaning. */
async function startingAgain(
  line: FixLine,
  { nextOut, nextIn }: WantedNumbers,
  { fail }: Pick<Parameters<Acts['resetSequence']>[1], 'fail'>,
): Promise<Plan> {
  if (nextOut !== undefined || nextIn !== undefined) {
    const reason = 'A reset with the logon begins at 1 on both sides: it takes no numbers.';
    throw fail('INVALID_REQUEST', { field: 'mode', reason });
  }
  return { ...(await line.previewNumbers({ nextOut: 1, nextIn: 1 })), incoming: null };
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
    resetAtLogon: book.session(id).resetAtLogon,
    lastError,
  };
}
