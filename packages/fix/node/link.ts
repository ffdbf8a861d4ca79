/** One TCP connection: reads into messages, a bounded send queue, one end. */
import type { Socket } from 'node:net';
import { Framer } from '../src/wire/framer.ts';
import type { Framed } from '../src/wire/framer.ts';

/** Unsent bytes beyond which the other side counts as a slow consumer. */
const SEND_QUEUE_MAX_BYTES = 1024 * 1024;

export interface LinkHandlers {
  onFramed(framed: readonly Framed[]): void;
  /** Called exactly once. */
  onClosed(reason: string): void;
}

export class Link {
  readonly #socket: Socket;
  readonly #framer = new Framer();
  readonly #sendQueueMaxBytes: number;
  #handlers: LinkHandlers;
  #reason: string | null = null;
  #closed = false;

  constructor(socket: Socket, handlers: LinkHandlers, sendQueueMaxBytes = SEND_QUEUE_MAX_BYTES) {
    this.#socket = socket;
    this.#handlers = handlers;
    this.#sendQueueMaxBytes = sendQueueMaxBytes;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#handlers.onFramed(this.#framer.push(chunk)));
    socket.on('error', (error) => (this.#reason ??= error.message));
    socket.on('close', () => this.#finish('connection closed'));
    socket.on('end', () => socket.end());
  }

  get remoteAddress(): string {
    return this.#socket.remoteAddress ?? 'unknown';
  }

  /** Who listens from now on: an acceptor knows the session only after the first message. */
  handOver(handlers: LinkHandlers): void {
    this.#handlers = handlers;
  }

  /** Sends the messages in one packet. Nothing is written to a link that has ended. */
  write(messages: readonly Buffer[]): void {
    const [first] = messages;
    if (first === undefined || this.#closed || this.#socket.writableEnded) return;
    this.#socket.write(messages.length === 1 ? first : Buffer.concat(messages));
    if (this.#socket.writableLength > this.#sendQueueMaxBytes) this.cut('slow consumer');
  }

  /** Resolves when everything written has left, or never will because the link is gone. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket.writableLength === 0) resolve();
      else this.#socket.write('', () => resolve());
    });
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Ends the link once everything written has left; after two seconds without regard to that. */
  end(reason: string): void {
    this.#reason ??= reason;
    this.#socket.end();
    const timer = setTimeout(() => this.#socket.destroy(), 2000);
    this.#socket.once('close', () => clearTimeout(timer));
  }

  /** Cuts the link at once; what is still queued is lost. */
  cut(reason: string): void {
    this.#reason ??= reason;
    this.#socket.destroy();
    this.#finish(reason);
  }

  #finish(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#handlers.onClosed(this.#reason ?? reason);
  }
}
