/** The counterparty at the other end of a real socket: it says what a script tells it to, right or wrong. */
import type { Socket } from 'node:net';
import { FIX44 } from '../../src/dictionary/fix44.ts';
import { SOH_TEXT } from '../../src/wire/bytes.ts';
import { Framer } from '../../src/wire/framer.ts';
import { decode } from '../../src/wire/raw-message.ts';
import { withTimes, type ScriptMessage } from './script.ts';

export const OUR_ID = 'US';
export const THEIR_ID = 'THEM';
/** The fields behind BodyLength(9) and in front of the body, as we write them ourselves. */
const HEADER = ['35', '34', '43', '49', '52', '56', '122'];
const REPLACED = ['8', '9', '10', ...HEADER];
/** Not compared: they are right by construction, or a time. */
const FREE: ReadonlySet<number> = new Set([8, 9, 10, 49, 52, 56, 122]);
const WAIT_MS = 4000;

export class Peer {
  readonly #socket: Socket;
  readonly #framer = new Framer();
  readonly #heard: string[] = [];
  #closed = false;
  #wake: () => void = () => {};

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => this.#onData(chunk));
    socket.on('end', () => this.#onEnd());
    socket.on('close', () => this.#onEnd());
  }

  say(message: ScriptMessage): void {
    this.#socket.write(wire(message));
  }

  /** One byte to a packet, as far as the network lets us. */
  async dribble(message: ScriptMessage): Promise<void> {
    for (const byte of wire(message)) {
      this.#socket.write(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Several messages in one packet. */
  sayAtOnce(messages: readonly ScriptMessage[]): void {
    this.#socket.write(Buffer.concat(messages.map(wire)));
  }

  /** Bytes as they are, a bar for the delimiter. */
  write(text: string): void {
    this.#socket.write(Buffer.from(withTimes(text).replaceAll('|', SOH_TEXT), 'latin1'));
  }

  hangUp(): void {
    this.#socket.destroy();
  }

  /** The next message that we were sent, as a script would write it. */
  async next(): Promise<string> {
    await this.#until(() => this.#heard.length > 0 || this.#closed);
    return this.#heard.shift() ?? (this.#closed ? '(hung up)' : '(nothing)');
  }

  /** @returns what still came before the end, or null when the link did not end */
  async end(): Promise<readonly string[] | null> {
    await this.#until(() => this.#closed);
    return this.#closed ? this.#heard : null;
  }

  #onData(chunk: Buffer): void {
    for (const framed of this.#framer.push(chunk)) {
      this.#heard.push(framed.kind === 'message' ? brief(framed.bytes) : `(${framed.kind})`);
    }
    this.#wake();
  }

  #onEnd(): void {
    this.#closed = true;
    this.#wake();
  }

  async #until(isSo: () => boolean): Promise<void> {
    const deadline = Date.now() + WAIT_MS;
    while (!isSo() && Date.now() < deadline) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deadline - Date.now());
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}

/**
 * The bytes of a message. A header field of the script stands in for the usual one; `34=-` leaves it out, and what the
 * script says of it after that stands where the script has it.
 */
function wire({ msgType, seq, fields }: ScriptMessage): Buffer {
  const given = new Map<string, string>();
  const rest: (readonly [string, string])[] = [];
  for (const [tag, value] of fields) {
    if (REPLACED.includes(tag) && !given.has(tag)) given.set(tag, value);
    else rest.push([tag, value]);
  }
  const usual = new Map([
    ['35', msgType],
    ['34', seq],
    ['49', THEIR_ID],
    ['52', withTimes('<now>')],
    ['56', OUR_ID],
  ]);
  const header = HEADER.map((tag) => [tag, given.get(tag) ?? usual.get(tag) ?? '-'] as const);
  const body = [...header, ...rest]
    .filter(([, value]) => value !== '-')
    .map(([tag, value]) => `${tag}=${value}${SOH_TEXT}`)
    .join('');
  const length = given.get('9') ?? String(body.length);
  const open = `8=${given.get('8') ?? 'FIX.4.4'}${SOH_TEXT}9=${length}${SOH_TEXT}${body}`;
  const sum = Buffer.from(open, 'latin1').reduce((total, byte) => total + byte, 0) % 256;
  const checkSum = given.get('10') ?? String(sum).padStart(3, '0');
  return Buffer.from(`${open}10=${checkSum}${SOH_TEXT}`, 'latin1');
}

function brief(bytes: Buffer): string {
  const raw = decode(bytes, FIX44.dataFields);
  if (raw === null) return '(unreadable)';
  const fields: string[] = [];
  for (let index = 0; index < raw.count; index += 1) {
    const tag = raw.tagAt(index);
    if (tag !== 35 && tag !== 34 && !FREE.has(tag)) fields.push(`${tag}=${raw.textAt(index)}`);
  }
  return [`${raw.msgType} ${raw.msgSeqNum}`, ...fields].join(' | ');
}
