/**
 * What decoding with full validation and encoding cost, as one line of JSON: thousands of messages per second, medians
 * over rounds. Decoding is framing, CheckSum(10), the offset table and every rule of the dictionary; encoding begins with
 * a typed message and ends with its bytes.
 */
import { FIX44 } from '../src/dictionary/fix44.ts';
import { STRICT, validate } from '../src/dictionary/validate.ts';
import { decodeMessage, encodeBody } from '../src/messages/app-message.ts';
import { encode } from '../src/wire/encode.ts';
import { Framer } from '../src/wire/framer.ts';
import { decodeSpan } from '../src/wire/raw-message.ts';
import { EXECUTION_REPORT, HEADER, NEW_ORDER_SINGLE } from './samples.ts';

const ROUNDS = 9;
const ROUND_MS = 200;
const INNER = 500;

function perSecond(work: () => void): number {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS + 2; round += 1) {
    const startedAt = performance.now();
    let count = 0;
    while (performance.now() - startedAt < ROUND_MS) {
      for (let inner = 0; inner < INNER; inner += 1) work();
      count += INNER;
    }
    rounds.push(count / (performance.now() - startedAt));
  }
  // The first two warm up.
  const measured = rounds.slice(2).toSorted((a, b) => a - b);
  return Math.round(measured[Math.floor(measured.length / 2)] ?? 0);
}

function figuresOf(msgType: string, sample: string) {
  const bytes = encode({ ...HEADER, msgType }, sample.replaceAll('|', '\x01'));
  const framer = new Framer();
  const read = () => {
    const [framed] = framer.push(bytes);
    const raw = framed?.kind === 'message' ? decodeSpan(framed, FIX44.dataFields) : null;
    if (raw === null) throw new Error('must be readable');
    const fault = validate(raw, FIX44, STRICT);
    if (fault !== null) throw new Error(`must be valid: ${fault.text} ${fault.refTagId}`);
    return raw;
  };
  const decoded = decodeMessage(read());
  if (decoded.kind !== 'message' || decoded.message.msgType === '3') throw new Error('typed');
  const { header: _, ...message } = decoded.message;
  const header = { ...HEADER, msgType };
  return {
    bytes: bytes.length,
    decode: perSecond(read),
    decodeTyped: perSecond(() => decodeMessage(read())),
    encode: perSecond(() => encode(header, encodeBody(message))),
  };
}

console.log(
  JSON.stringify({
    bench: 'fix-codec',
    unit: 'k msg/s',
    newOrderSingle: figuresOf('D', NEW_ORDER_SINGLE),
    executionReport: figuresOf('8', EXECUTION_REPORT),
  }),
);
