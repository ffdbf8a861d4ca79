/** Terminals that the simulator plays: each login is one call of its control API, each heartbeat another. */
import { mt5Login } from '@faultline/errors/foreign';
import { HEARTBEAT_EVERY_MS } from '@faultline/domain/mt5';
import type { Login, Mt5Account, TerminalDriver, TerminalEvent } from '../../mt5/ports.ts';

export interface SimulatedTerminalsOptions {
  /** The simulator's control API. */
  readonly url: string;
  readonly tell: (instanceId: string, event: TerminalEvent) => void;
}

const TIMEOUT_MS = 5_000;

interface Running {
  readonly login: number;
  readonly timer: NodeJS.Timeout;
  connected: boolean;
}

export function simulatedTerminals({ url, tell }: SimulatedTerminalsOptions): TerminalDriver {
  const running = new Map<string, Running>();
  const hangUp = new AbortController();

  const ask = async (path: string, body?: object): Promise<Record<string, unknown>> => {
    const signal = AbortSignal.any([hangUp.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const posted = body && { method: 'POST', body: JSON.stringify(body) };
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}${path}`, { ...posted, headers, signal });
    if (!response.ok) throw new Error(`the simulator answered ${response.status}`);
    return (await response.json()) as Record<string, unknown>;
  };

  /** Silence is told by nobody: the supervisor notices that it lasts. */
  const look = async (instanceId: string): Promise<void> => {
    const terminal = running.get(instanceId);
    if (terminal === undefined) return;
    const state = await ask(`/terminal/state?login=${terminal.login}`).catch(() => null);
    if (state === null || running.get(instanceId) !== terminal) return;
    const connected = state['connected'] === true;
    const lost = terminal.connected && !connected;
    terminal.connected = connected;
    tell(instanceId, { kind: lost ? 'disconnected' : 'heartbeat' });
  };

  const stop = (instanceId: string): void => {
    clearInterval(running.get(instanceId)?.timer);
    running.delete(instanceId);
  };

  const login = async ({ instanceId, ...account }: Login): Promise<void> => {
    const answer = await ask('/terminal/login', { server: account.server, login: account.login });
    const code = Number(answer['code']);
    const terminal = running.get(instanceId);
    if (terminal !== undefined) terminal.connected = code === 0;
    if (code === 0) tell(instanceId, { kind: 'loginOk' });
    else {
      const failure = { space: 'mt5.login', code: mt5Login(code) } as const;
      tell(instanceId, { kind: 'loginFailed', failure });
    }
  };

  return {
    start: (instanceId, { login: number }: Mt5Account) => {
      stop(instanceId);
      const timer = setInterval(() => void look(instanceId), HEARTBEAT_EVERY_MS).unref();
      running.set(instanceId, { login: number, timer, connected: false });
      void look(instanceId);
    },
    login: (wanted) => {
      // Whoever gets no answer does not know what became of it: that is the time-out's business.
      login(wanted).catch(() => undefined);
    },
    renewToken: () => undefined,
    stop: (instanceId) => {
      const terminal = running.get(instanceId);
      stop(instanceId);
      if (terminal !== undefined) {
        ask('/terminal/logout', { login: terminal.login }).catch(() => undefined);
      }
    },
    close: async () => {
      for (const instanceId of running.keys()) stop(instanceId);
      hangUp.abort();
    },
  };
}
