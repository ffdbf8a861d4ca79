/** One open socket: sends messages, and hangs up on who does not read them. */
import type { WebSocket } from 'ws';

/** What may wait in our memory for one client. */
const UNREAD_MAX_BYTES = 1_048_576;

/** How often a client is asked whether it is still there; one that has not answered by the next time is gone. */
const PING_EVERY_MS = 30_000;

/** Close codes of RFC 6455. */
export const CLOSED_FOR = { policy: 1008, failure: 1011 } as const;

export class SocketLine {
  readonly #socket: WebSocket;
  readonly #closed = new AbortController();
  readonly #onDropped: () => void;

  /** @param onDropped - Called when the client is hung up on because it does not read. */
  constructor(socket: WebSocket, onDropped: () => void, pingEveryMs = PING_EVERY_MS) {
    this.#socket = socket;
    this.#onDropped = onDropped;
    socket.on('close', () => this.#closed.abort());
    this.#watch(pingEveryMs);
    socket.on('error', () => socket.terminate());
  }

  /** A cable that was pulled says nothing: without this its line would be kept for ever. */
  #watch(everyMs: number): void {
    let answered = true;
    this.#socket.on('pong', () => {
      answered = true;
    });
    const clock = setInterval(() => {
      if (!answered) return this.#socket.terminate();
      answered = false;
      this.#socket.ping();
    }, everyMs);
    this.signal.addEventListener('abort', () => clearInterval(clock));
  }

  /** Ends when the socket does. */
  get signal(): AbortSignal {
    return this.#closed.signal;
  }

  send(message: object): void {
    if (this.signal.aborted) return;
    if (this.#socket.bufferedAmount > UNREAD_MAX_BYTES) {
      this.#onDropped();
      // A closing handshake would wait behind what is not read.
      this.#socket.terminate();
      this.#closed.abort();
      return;
    }
    this.#socket.send(JSON.stringify(message));
  }

  close(reason: keyof typeof CLOSED_FOR): void {
    this.#socket.close(CLOSED_FOR[reason]);
  }
}
