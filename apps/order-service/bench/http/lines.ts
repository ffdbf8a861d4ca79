/** Callers that cost next to nothing: kept connections with one request each at a time, so that a storm fits on one core. */
import { connect, type Socket } from 'node:net';
import type { Member } from './crowd.ts';

export interface Told {
  readonly status: number;
  readonly tookMs: number;
}

const END_OF_HEAD = '\r\n\r\n';

export class Line {
  readonly #socket: Socket;
  readonly #requests: readonly string[];
  #heard = '';
  #sent = 0;
  #sentMs = 0;
  #answer: ((told: Told) => void) | null = null;

  constructor(url: URL, member: Member) {
    this.#requests = ['BUY', 'SELL'].map((side) => orderOf(url, member, side));
    this.#socket = connect(Number(url.port), url.hostname).setNoDelay(true).setEncoding('latin1');
    this.#socket.on('data', (text: string) => this.#hear(text));
    // A line that breaks has no answer; the bench says how many did.
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => this.#end(0));
  }

  /** Buying and selling in turns. */
  send(answer: (told: Told) => void): void {
    this.#answer = answer;
    this.#sentMs = performance.now();
    this.#socket.write(this.#requests[this.#sent % this.#requests.length] ?? '');
    this.#sent += 1;
  }

  close(): void {
    this.#socket.destroy();
  }

  #hear(text: string): void {
    this.#heard += text;
    const head = this.#heard.indexOf(END_OF_HEAD);
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.#heard)?.[1]);
    if (this.#heard.length < head + END_OF_HEAD.length + length) return;
    const status = Number(this.#heard.slice('HTTP/1.1 '.length).slice(0, 3));
    this.#heard = '';
    this.#end(status);
  }

  #end(status: number): void {
    const answer = this.#answer;
    this.#answer = null;
    answer?.({ status, tookMs: performance.now() - this.#sentMs });
  }
}

function orderOf({ host }: URL, { accountId, token }: Member, side: string): string {
  const body = JSON.stringify({ accountId, symbol: 'EURUSD', side, volume: 0.01 });
  return [
    'POST /trpc/orders.placeMarket HTTP/1.1',
    `host: ${host}`,
    'content-type: application/json',
    `authorization: Bearer ${token}`,
    `content-length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}
