/** What decoding with validation and encoding cost, as one line of JSON: thousands of messages per second. */
import { FIX44 } from '../src/dictionary/fix44.ts';
import { validate } from '../src/dictionary/validate.ts';
import { encodeBody } from '../src/messages/app-message.ts';
import { fill, order } from '../node/testing/desk.ts';
import { encode } from '../src/wire/encode.ts';
import { Framer } from '../src/wire/framer.ts';
import { decode } from '../src/wire/raw-message.ts';

const HEADER = {
  beginString: 'FIX.4.4',
  msgSeqNum: 4711,
  senderCompId: 'YOFX1',
  targetCompId: 'YOFX',
  sendingTimeMs: 1_767_323_045_678,
};
const MESSAGES = { newOrderSingle: order('O1'), executionReport: fill('O1', 'E1') };
const ROUND_MS = 500;

/** Runs for half a second after a warm-up of the same length. */
function perSecond(work: () => void): number {
  const run = (): number => {
    const startedAt = performance.now();
    let count = 0;
    while (performance.now() - startedAt < ROUND_MS) {
      for (let inner = 0; inner < 200; inner += 1) work();
      count += 200;
    }
    return count / (performance.now() - startedAt);
  };
  run();
  return Math.round(run());
}

const figures = Object.entries(MESSAGES).map(([name, message]) => {
  const bytes = encode({ ...HEADER, msgType: message.msgType }, encodeBody(message));
  const decodeAndValidate = () => {
    const [framed] = new Framer().push(bytes);
    const raw = framed?.kind === 'message' ? decode(framed.bytes, FIX44.dataFields) : null;
    if (raw === null || validate(raw, FIX44) !== null) throw new Error('must be valid');
  };
  const encodeIt = () => encode({ ...HEADER, msgType: message.msgType }, encodeBody(message));
  return [name, { decode: perSecond(decodeAndValidate), encode: perSecond(encodeIt) }];
});
console.log(
  JSON.stringify({ bench: 'fix-codec', unit: 'k msg/s', ...Object.fromEntries(figures) }),
);
