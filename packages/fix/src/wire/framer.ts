/**
 * Turns a byte stream, however it is cut into reads, into whole FIX messages. Garbled input is skipped and counted; it
 * never ends the stream. Only a BodyLength(9) above the limit does.
 */
import { scan } from './scan.ts';

/** The largest BodyLength(9) that is read. */
export const MAX_BODY_LENGTH = 64 * 1024;

export type Framed =
  | FramedMessage
  | { readonly kind: 'garbled' }
  | { readonly kind: 'oversize'; readonly bodyLength: number };

/** One whole message within the bytes of a read. A view of its own is made only when somebody asks for it. */
export class FramedMessage {
  readonly kind = 'message';
  readonly chunk: Buffer;
  readonly start: number;
  readonly end: number;

  constructor(chunk: Buffer, start: number, end: number) {
    this.chunk = chunk;
    this.start = start;
    this.end = end;
  }

  get bytes(): Buffer {
    return this.chunk.subarray(this.start, this.end);
  }
}

/** Holds at most one incomplete message between two reads. */
export class Framer {
  readonly #maxBodyLength: number;
  #held = Buffer.alloc(0);
  #heldLength = 0;
  #broken = false;

  constructor(maxBodyLength: number = MAX_BODY_LENGTH) {
    this.#maxBodyLength = maxBodyLength;
  }

  /** Everything that became readable with this read, in order. After `oversize` nothing more is read. */
  push(chunk: Buffer): readonly Framed[] {
    if (this.#broken) return [];
    if (this.#heldLength === 0) return this.#take(chunk, false);
    this.#append(chunk);
    // The held buffer is used again for the next read, so what leaves it is copied.
    return this.#take(this.#held.subarray(0, this.#heldLength), true);
  }

  #take(bytes: Buffer, copy: boolean): readonly Framed[] {
    const framed: Framed[] = [];
    let at = 0;
    // Most reads end where a message ends.
    while (at < bytes.length) {
      const found = scan(bytes, at, this.#maxBodyLength);
      if (found.kind === 'incomplete') {
        this.#hold(bytes, found.keepFrom);
        return framed;
      }
      if (found.kind === 'oversize') {
        this.#broken = true;
        framed.push(found);
        return framed;
      }
      if (found.kind === 'garbled') {
        framed.push({ kind: 'garbled' });
        at = found.resumeAt;
        continue;
      }
      const { start, end } = found;
      framed.push(
        copy
          ? new FramedMessage(Buffer.from(bytes.subarray(start, end)), 0, end - start)
          : new FramedMessage(bytes, start, end),
      );
      at = found.end;
    }
    this.#heldLength = 0;
    return framed;
  }

  #hold(bytes: Buffer, from: number): void {
    const rest = bytes.subarray(from);
    if (rest.length > this.#held.length) this.#held = Buffer.concat([rest], rest.length * 2);
    // `rest` may be a view of the held buffer itself; copy() moves overlapping memory correctly.
    else rest.copy(this.#held);
    this.#heldLength = rest.length;
  }

  #append(chunk: Buffer): void {
    const needed = this.#heldLength + chunk.length;
    if (needed > this.#held.length) {
      this.#held = Buffer.concat([this.#held.subarray(0, this.#heldLength)], needed * 2);
    }
    chunk.copy(this.#held, this.#heldLength);
    this.#heldLength = needed;
  }
}
