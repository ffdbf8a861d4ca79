/** `fix.*`: the sessions as an operator sees them, and bringing one up or down. What was asked for outlives a restart. */
import type { Handlers, LpContract } from '@faultline/contract';
import type { SessionStatus } from '@faultline/fix';
import type { FixLine, FixLines } from '../ports/fix-line.ts';
import type { OrderBook } from '../ports/order-book.ts';

type FixHandlers = Handlers<LpContract>['fix'];
type SessionView = Awaited<ReturnType<FixHandlers['connect']>>;
type Act = 'connect' | 'disconnect';

/** What can be done in each state. */
const ALLOWED: Readonly<Record<SessionStatus, readonly Act[]>> = {
  STOPPED: ['connect'],
  CONNECTING: ['disconnect'],
  LOGON_SENT: ['disconnect'],
  SYNCING: ['disconnect'],
  LOGGED_ON: ['disconnect'],
  SUSPECT: ['disconnect'],
  LOGOUT: [],
  RECONNECT_WAIT: ['connect', 'disconnect'],
  WAITING_FOR_SESSION: ['disconnect'],
  SEQUENCE_ERROR: ['connect', 'disconnect'],
  AUTH_FAILED: ['connect', 'disconnect'],
};

export interface FixSessionsDeps {
  readonly lines: FixLines;
  readonly book: OrderBook;
  readonly now: () => number;
}

export function fixSessions({ lines, book, now }: FixSessionsDeps): FixHandlers {
  const view = (line: FixLine): SessionView => viewOf(line, book);
  const wanted = async (sessionId: string, up: boolean): Promise<void> =>
    book.commit([{ kind: 'wanted', sessionId, up, atMs: now() }]);
  const found = (sessionId: string, act: Act, call: Parameters<FixHandlers[Act]>[1]): FixLine => {
    const line = lines.all.find(({ id }) => id === sessionId);
    if (line === undefined) {
      const knownSessions = lines.all.map(({ id }) => id);
      throw call.fail('FIX_SESSION_NOT_FOUND', { sessionId, knownSessions });
    }
    const { status } = line.info();
    const allowed = ALLOWED[status];
    if (allowed.includes(act)) return line;
    throw call.fail('FIX_SESSION_STATE', { sessionId, status, allowed });
  };
  return {
    list: async () => lines.all.map(view),
    connect: async ({ sessionId }, call) => {
      const line = found(sessionId, 'connect', call);
      await wanted(sessionId, true);
      line.connect();
      return view(line);
    },
    disconnect: async ({ sessionId }, call) => {
      const line = found(sessionId, 'disconnect', call);
      await wanted(sessionId, false);
      await line.disconnect('disconnected by an operator');
      return view(line);
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
