/** Framing: whatever way the stream is cut, and whatever lies between the messages, the same messages come out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode, field } from './encode.ts';
import { Framer, MAX_BODY_LENGTH, type Framed } from './framer.ts';

const message = (msgSeqNum: number, text = 'hello'): Buffer =>
  encode(
    {
      beginString: 'FIX.4.4',
      msgType: '1',
      msgSeqNum,
      senderCompId: 'FLT',
      targetCompId: 'YOFX',
      sendingTimeMs: 1_700_000_000_000 + msgSeqNum,
    },
    field(112, text),
  );

const printable = fc.string({
  minLength: 1,
  maxLength: 40,
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
});
const stream = fc
  .array(printable, { minLength: 1, maxLength: 8 })
  .map((texts) => texts.map((text, index) => message(index + 1, text)));

function read(chunks: readonly Buffer[]): readonly Framed[] {
  const framer = new Framer();
  return chunks.flatMap((chunk) => framer.push(chunk));
}

/** Cuts at each of the given places. */
function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const sorted = places.map((place) => place % bytes.length).toSorted((a, b) => a - b);
  return [0, ...sorted].map((from, index) => bytes.subarray(from, sorted[index] ?? bytes.length));
}

const messagesOf = (framed: readonly Framed[]): readonly string[] =>
  framed.flatMap((one) => (one.kind === 'message' ? [one.bytes.toString('latin1')] : []));

describe('the framer', () => {
  it('reads the same messages however the stream is cut', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 12 }), (messages, places) => {
        const chunks = cut(Buffer.concat(messages), places);
        expect(messagesOf(read(chunks))).toEqual(messages.map((one) => one.toString('latin1')));
      }),
    );
  });

  it('reads them byte by byte', () => {
    const bytes = Buffer.concat([message(1), message(2)]);
    const framed = read([...bytes].map((byte) => Buffer.from([byte])));
    expect(messagesOf(framed)).toHaveLength(2);
  });

  it('finds every message behind garbage that claims to be none', () => {
    const garbage = fc
      .uint8Array({ maxLength: 60 })
      .map((bytes) => Buffer.from(bytes.map((byte) => (byte === 0x38 ? 0x37 : byte))));
    fc.assert(
      fc.property(stream, garbage, (messages, dirt) => {
        const framed = read([Buffer.concat(messages.flatMap((one) => [dirt, one]))]);
        expect(messagesOf(framed)).toEqual(messages.map((one) => one.toString('latin1')));
      }),
    );
  });

  it('ignores a message with a wrong CheckSum(10) and reads on', () => {
    const broken = Buffer.from(message(1));
    broken[20] = (broken[20] ?? 0) ^ 1;
    const framed = read([Buffer.concat([broken, message(2)])]);
    expect(framed.map(({ kind }) => kind)).toEqual(['garbled', 'message']);
  });

  it('ignores a message whose BodyLength(9) is too small, up to its own CheckSum(10)', () => {
    const text = message(1).toString('latin1').replace(/9=\d+/, '9=30');
    const framed = read([Buffer.concat([Buffer.from(text, 'latin1'), message(2)])]);
    expect(framed.map(({ kind }) => kind)).toEqual(['garbled', 'message']);
  });

  it('refuses a BodyLength(9) above 64 KiB and reads nothing after it', () => {
    const framer = new Framer();
    const huge = Buffer.from(`8=FIX.4.4\x019=${MAX_BODY_LENGTH + 1}\x01`);
    expect(framer.push(huge)).toEqual([{ kind: 'oversize', bodyLength: MAX_BODY_LENGTH + 1 }]);
    expect(framer.push(message(1))).toEqual([]);
  });

  it('never holds more than two bodies of a peer that sends no trailer', () => {
    const framer = new Framer(1000);
    const head = Buffer.from('8=FIX.4.4\x019=20\x01' + 'x'.repeat(40));
    framer.push(head);
    const framed = framer.push(Buffer.alloc(3000, 0x41));
    expect(framed).toEqual([{ kind: 'garbled' }]);
  });
});
