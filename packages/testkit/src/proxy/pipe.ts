/** One direction of one link: takes bytes in, lets the toxics of the moment have them, hands on what is left. */
import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { toxicOf, type Toxic } from './toxic.ts';

export interface PipeOptions {
  readonly source: Socket;
  readonly sink: Socket;
  /** Those in force; asked for again with every piece. */
  readonly toxics: () => readonly Toxic[];
  /** Resets the whole link. */
  readonly reset: () => void;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Null: the end of the stream. */
interface Parcel {
  readonly bytes: Buffer | null;
  readonly dueMs: number;
}

/** More than this on the way, and the source has to wait. */
const ON_THE_WAY_MAX_BYTES = 1024 * 1024;

export class Pipe {
  readonly #options: PipeOptions;
  readonly #queue: Parcel[] = [];
  #onTheWayBytes = 0;
  #passedBytes = 0;
  #lastDueMs = 0;
  #isDraining = false;

  constructor(options: PipeOptions) {
    this.#options = options;
    options.source.on('data', (bytes: Buffer) => this.#take(bytes));
    options.source.on('end', () => this.#take(null));
  }

  /** Lets a change of the toxics act on a link on which nothing happens. */
  refresh(): void {
    if (toxicOf(this.#options.toxics(), 'half-close') !== undefined) this.#options.sink.end();
  }

  #take(bytes: Buffer | null): void {
    this.#lastDueMs = Math.max(this.#lastDueMs, performance.now() + this.#delayMs());
    this.#queue.push({ bytes, dueMs: this.#lastDueMs });
    this.#onTheWayBytes += bytes?.length ?? 0;
    if (this.#onTheWayBytes > ON_THE_WAY_MAX_BYTES) this.#options.source.pause();
    if (!this.#isDraining) void this.#drain();
  }

  #delayMs(): number {
    const { toxics, random } = this.#options;
    const latency = toxicOf(toxics(), 'latency');
    if (latency === undefined) return 0;
    const { ms, jitterMs = 0 } = latency;
    return Math.max(0, ms + (2 * random() - 1) * jitterMs);
  }

  async #drain(): Promise<void> {
    this.#isDraining = true;
    for (let parcel = this.#queue.shift(); parcel !== undefined; parcel = this.#queue.shift()) {
      const { bytes, dueMs } = parcel;
      const waitMs = dueMs - performance.now();
      if (waitMs > 0) await sleep(waitMs);
      await (bytes === null ? this.#end() : this.#pass(bytes));
      this.#onTheWayBytes -= bytes?.length ?? 0;
      this.#options.source.resume();
    }
    this.#isDraining = false;
  }

  async #end(): Promise<void> {
    const inForce = this.#options.toxics();
    if (toxicOf(inForce, 'blackhole') !== undefined) return;
    const slowly = toxicOf(inForce, 'slow-close');
    if (slowly !== undefined) await sleep(slowly.ms);
    this.#options.sink.end();
  }

  async #pass(bytes: Buffer): Promise<void> {
    const { toxics, sink, reset } = this.#options;
    const inForce = toxics();
    if (sink.writableEnded || toxicOf(inForce, 'half-close') !== undefined) return void sink.end();
    if (toxicOf(inForce, 'blackhole') !== undefined) return;
    const flip = toxicOf(inForce, 'flip');
    const whole = flip === undefined ? bytes : flipped(bytes, this.#passedBytes, flip.everyBytes);
    const left = (toxicOf(inForce, 'cut')?.afterBytes ?? Infinity) - this.#passedBytes;
    this.#passedBytes += bytes.length;
    await this.#write(left < whole.length ? whole.subarray(0, Math.max(0, left)) : whole, inForce);
    if (left <= whole.length) reset();
  }

  async #write(bytes: Buffer, inForce: readonly Toxic[]): Promise<void> {
    const { sink } = this.#options;
    const size = toxicOf(inForce, 'slice')?.bytes ?? Math.max(1, bytes.length);
    const bytesPerSec = toxicOf(inForce, 'bandwidth')?.bytesPerSec ?? Infinity;
    for (let from = 0; from < bytes.length; from += size) {
      const piece = bytes.subarray(from, from + size);
      const pauseMs = (piece.length / bytesPerSec) * 1000;
      if (pauseMs > 0) await sleep(pauseMs);
      await new Promise<void>((resolve) => {
        sink.write(piece, () => resolve());
      });
      // A reader in this very process gets its turn between two pieces.
      if (piece.length < bytes.length) await nextTurn();
    }
  }
}

/** @param passed - bytes of the stream in front of these */
function flipped(bytes: Buffer, passed: number, everyBytes: number): Buffer {
  return Buffer.from(
    bytes.map((byte, at) => ((passed + at + 1) % everyBytes === 0 ? byte ^ 1 : byte)),
  );
}
