/** One open socket: sends messages, and hangs up on who does not read them. */
import type { WebSocket } from 'ws';

/** What may wait in our memory for one client. */
const UNREAD_MAX_BYTES = 1_048_576;

/** Close codes of RFC 6455. */
export const CLOSED_FOR = { policy: 1008, failure: 1011 } as const;

export class SocketLine {
  readonly #socket: WebSocket;
  readonly #closed = new AbortController();
  readonly #onDropped: () => void;

  /** @param onDropped - Called when the client is hung up on because it does not read. */
  constructor(socket: WebSocket, onDropped: () => void) {
    this.#socket = socket;
    this.#onDropped = onDropped;
    socket.on('close', () => this.#closed.abort());
    socket.on('error', () => socket.terminate());
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
