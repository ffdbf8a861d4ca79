/** Callers that cost next to nothing: kept connections with one request each at a time, so that a storm fits on one core. */
import { connect, type Socket } from 'node:net';

export interface Told {
  /** 0 for a connection that broke. */
  readonly status: number;
  readonly tookMs: number;
}

/** One request as it is: its head and its body are put together once. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token: string;
  readonly body?: string;
}

const END_OF_HEAD = '\r\n\r\n';
const LENGTH = '\r\ncontent-length: ';
const STATUS_AT = 'HTTP/1.1 '.length;
const CHUNK_BYTES = 16_384;

export class Line {
  readonly #connect: () => Socket;
  readonly #requests: readonly Buffer[];
  #socket: Socket;
  #heard = '';
  #sent = 0;
  #sentMs = 0;
  #answer: ((told: Told) => void) | null = null;

  /** @param requests - What is sent, over and over. */
  constructor({ host, hostname, port }: URL, requests: readonly Request[]) {
    this.#requests = requests.map((request) => Buffer.from(textOf(request, host)));
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    const hear = (size: number): boolean => {
      this.#hear(buffer.toString('latin1', 0, size));
      return true;
    };
    const onread = { buffer, callback: hear };
    this.#connect = () => connect({ port: Number(port), host: hostname, noDelay: true, onread });
    this.#socket = this.#opened();
  }

  #opened(): Socket {
    const socket = this.#connect();
    // A line that breaks has no answer; the bench says how many did.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#end(0));
    return socket;
  }

  send(answer: (told: Told) => void): void {
    const request = this.#requests[this.#sent % this.#requests.length];
    if (request === undefined) throw new Error('a line has something to send');
    // A server does not keep a line that is silent for long.
    if (this.#socket.destroyed) this.#socket = this.#opened();
    this.#answer = answer;
    this.#sent += 1;
    this.#sentMs = performance.now();
    this.#socket.write(request);
  }

  close(): void {
    this.#socket.destroy();
  }

  #hear(text: string): void {
    this.#heard = this.#heard === '' ? text : this.#heard + text;
    const head = this.#heard.indexOf(END_OF_HEAD);
    if (head < 0) return;
    const lengthAt = this.#heard.indexOf(LENGTH) + LENGTH.length;
    const length = Number.parseInt(this.#heard.slice(lengthAt, lengthAt + 8), 10);
    if (this.#heard.length < head + END_OF_HEAD.length + length) return;
    const status = Number(this.#heard.slice(STATUS_AT, STATUS_AT + 3));
    this.#heard = '';
    this.#end(status);
  }

  #end(status: number): void {
    const answer = this.#answer;
    this.#answer = null;
    answer?.({ status, tookMs: performance.now() - this.#sentMs });
  }
}

function textOf({ method, path, token, body }: Request, host: string): string {
  const head = [
    `${method} ${path} HTTP/1.1`,
    `host: ${host}`,
    'content-type: application/json',
    `authorization: Bearer ${token}`,
  ];
  const length = body === undefined ? [] : [`content-length: ${Buffer.byteLength(body)}`];
  return [...head, ...length, '', body ?? ''].join('\r\n');
}
