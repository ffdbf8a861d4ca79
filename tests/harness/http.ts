/** REST as a person with curl would use it, and the simulator's control API. */
import type { System } from './system.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

export interface Request {
  readonly method?: string;
  readonly token?: string | null;
  readonly body?: unknown;
  /** Sent as it is, for what is no JSON. */
  readonly raw?: string;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

export async function http(url: string, request: Request = {}): Promise<Answer> {
  const { token, body, raw, headers = {} } = request;
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const answer = await fetch(url, {
    method: request.method ?? (text === undefined ? 'GET' : 'POST'),
    headers: {
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    ...(text === undefined ? {} : { body: text }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  const received = await answer.text();
  return { status: answer.status, headers: answer.headers, text: received, body: jsonOf(received) };
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export async function signIn(system: System, username = 'trader'): Promise<string> {
  const body = { username, password: `${username}-demo` };
  // A service that has just come up on a busy machine may send somebody away, who then asks again.
  const answer = await until(
    async () => http(`${system.url}/login`, { body }),
    ({ status }) => status !== 503,
  );
  if (answer.status !== 200) throw new Error(`cannot sign in: ${answer.text}`);
  return String(answer.body['token']);
}

/** An order in the simulator's book. */
export interface BookOrder {
  readonly clOrdId: string;
  readonly lp: string;
  readonly session: string;
  readonly symbol: string;
  readonly side: 'BUY' | 'SELL';
  readonly qty: number;
  readonly cumQty: number;
  readonly avgPx: number;
  readonly status: string;
  readonly executions: readonly {
    readonly execId: string;
    readonly execType: string;
    readonly qty: number;
    readonly price: number;
  }[];
}

export const bookOf = async ({ control }: System): Promise<BookOrder[]> =>
  JSON.parse((await http(`${control}/orders`)).text) as BookOrder[];

/** Tells the simulator how to behave; fails loudly when it does not understand. */
export async function simulate({ control }: System, path: string, body: object): Promise<void> {
  const answer = await http(`${control}${path}`, { body });
  if (answer.status !== 200) throw new Error(`the simulator refused ${path}: ${answer.text}`);
}

/** Asks again until the answer fits, or fails with the last one. */
export async function until<T>(
  ask: () => Promise<T>,
  fits: (answer: T) => boolean,
  waitMs = 10_000,
): Promise<T> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (performance.now() > deadline) {
      throw new Error(`still not so after ${waitMs} ms: ${JSON.stringify(answer).slice(0, 2_000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Sends the same command with the same key until it is through, as any careful client does, over deaths of the service. */
export const untilDone = async (send: () => Promise<Answer>): Promise<Answer> => {
  const done = await until(
    async () => send().catch(() => null),
    (answer) => answer?.status === 200,
    20_000,
  );
  if (done === null) throw new Error('until() ended without an answer');
  return done;
};
