/** `admin.*`: the operator's questions and commands about providers and sessions, passed on to the LP service. */
import { type LpClient, type Result, safe } from '@faultline/client';
import type { OrderContract, Handlers } from '@faultline/contract';
import type { Fail, Refusal } from '@faultline/errors';

type Admin = Pick<Handlers<OrderContract['admin']>, 'lp' | 'fix'>;
type Session = Awaited<ReturnType<Admin['fix']['connect']>>;
type Lp = Awaited<ReturnType<Admin['lp']['status']>>['lps'][number];

export const lpAdmin = (client: LpClient): Admin => ({
  lp: {
    status: async (_input, call) => {
      const { lps } = answered(await safe(client.lp.status.query({})), call);
      return { lps: lps.map(lpOf) };
    },
  },
  fix: fixAdmin(client),
});

const fixAdmin = (client: LpClient): Admin['fix'] => ({
  list: async (_input, call) => {
    const sessions = answered(await safe(client.fix.list.query({})), call);
    return { sessions: sessions.map(sessionOf) };
  },
  connect: async (input, call) => {
    const done = await safe(client.fix.connect.mutate(input));
    const refusal = sessionRefusal(done);
    if (refusal !== null) throw call.raise(refusal);
    return sessionOf(answered(done, call));
  },
  disconnect: async (input, call) => {
    const done = await safe(client.fix.disconnect.mutate(input));
    const refusal = sessionRefusal(done);
    if (refusal !== null) throw call.raise(refusal);
    return sessionOf(answered(done, call));
  },
});

type Wire<T> = Omit<T, 'lastConnected' | 'lastQuoteTime'> & { lastConnected: string | null };

const instantOf = (text: string | null): number | null => (text === null ? null : Date.parse(text));
const sessionOf = (wire: Wire<Session>): Session => ({
  ...wire,
  lastConnected: instantOf(wire.lastConnected),
});
const lpOf = (wire: Wire<Lp> & { lastQuoteTime: string | null }): Lp => ({
  ...wire,
  lastConnected: instantOf(wire.lastConnected),
  lastQuoteTime: instantOf(wire.lastQuoteTime),
});

type Failed = { readonly code: string; readonly details: unknown; readonly cause: unknown };

/** A refusal that the caller can act on keeps its code; any other failure means that the service is not to be had. */
function sessionRefusal(
  done: Result<unknown, Failed>,
): Refusal<'FIX_SESSION_NOT_FOUND' | 'FIX_SESSION_STATE'> | null {
  if (done.ok) return null;
  const { code, details } = done.error;
  if (code !== 'FIX_SESSION_NOT_FOUND' && code !== 'FIX_SESSION_STATE') return null;
  return { code, details } as Refusal<'FIX_SESSION_NOT_FOUND' | 'FIX_SESSION_STATE'>;
}

function answered<T>(done: Result<T, Failed>, { fail }: { fail: Fail<'SERVICE_UNAVAILABLE'> }): T {
  if (done.ok) return done.data;
  throw fail('SERVICE_UNAVAILABLE', {
    reason: 'The LP service does not answer.',
    estimatedRestore: null,
    kind: 'UPSTREAM',
  });
}
