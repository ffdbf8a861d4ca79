/** A real server for the tests that does to each request what it is told, and remembers what it was asked. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  /** `orders.placeMarket`. */
  readonly path: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly headers: IncomingMessage['headers'];
}

/** Answers, or does something worse to the line. The number of the request to this path counts from 1. */
export type Behaviour = (asked: Asked, response: ServerResponse, nth: number) => void;

export interface ScriptedServer {
  readonly url: string;
  readonly asked: Asked[];
  behaviour: Behaviour;
  readonly close: () => Promise<void>;
}

export async function scriptedServer(behaviour: Behaviour): Promise<ScriptedServer> {
  const asked: Asked[] = [];
  const http = createServer((request, response) => void take(request, response));
  const script: { behaviour: Behaviour } = { behaviour };
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const json = text === '' ? searchParams.get('input') : text;
    const one: Asked = {
      path: pathname.replace('/trpc/', ''),
      input: JSON.parse(json ?? '{}') as Asked['input'],
      headers: request.headers,
    };
    asked.push(one);
    script.behaviour(one, response, asked.filter(({ path }) => path === one.path).length);
  }
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    asked,
    get behaviour() {
      return script.behaviour;
    },
    set behaviour(next: Behaviour) {
      script.behaviour = next;
    },
    close: async () => {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}

const send = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

export const answer = (response: ServerResponse, data: unknown): void =>
  send(response, 200, { result: { data } });

export interface Refused {
  readonly code: string;
  readonly details?: object;
  readonly outcome?: string;
  readonly httpStatus: number;
}

export const errorShape = ({
  code,
  details = {},
  outcome = 'NOT_APPLIED',
  httpStatus,
}: Refused) => ({
  error: {
    code: -32_600,
    message: code,
    data: { code, details, outcome, httpStatus, requestId: 'req_1' },
  },
});

export const refuse = (response: ServerResponse, refused: Refused): void =>
  send(response, refused.httpStatus, errorShape(refused));
