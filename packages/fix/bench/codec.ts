/**
 * What decoding with full validation and encoding cost, as one line of JSON: thousands of messages per second, medians
 * over rounds. Decoding is framing, CheckSum(10), the offset table and every rule of the dictionary; encoding begins with
 * a typed message and ends with its bytes. Beside them a plain tokenizer that checks nothing but the checksum.
 */
import { FIX44 } from '../src/dictionary/fix44.ts';
import { STRICT, validate } from '../src/dictionary/validate.ts';
import { decodeMessage, encodeBody } from '../src/messages/app-message.ts';
import { encode } from '../src/wire/encode.ts';
import { Framer } from '../src/wire/framer.ts';
import { decodeSpan } from '../src/wire/raw-message.ts';
import { hundredths, thousandsPerSecond } from './figures.ts';
import { plainTokens } from './plain-tokenizer.ts';
import { EXECUTION_REPORT, HEADER, NEW_ORDER_SINGLE } from './samples.ts';

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
  const plain = thousandsPerSecond(() => {
    if (plainTokens(bytes) === null) throw new Error('must add up');
  });
  const decode = thousandsPerSecond(read);
  return {
    bytes: bytes.length,
    decode,
    plainTokenizer: plain,
    ratio: hundredths(decode / plain),
    decodeTyped: thousandsPerSecond(() => decodeMessage(read())),
    encode: thousandsPerSecond(() => encode(header, encodeBody(message))),
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
