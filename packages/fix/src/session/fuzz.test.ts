/** Whatever a counterparty sends, the machine answers with a state and effects: it never throws and never skips a number. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FIX44 } from '../dictionary/fix44.ts';
import { SOH_TEXT, checksum } from '../wire/bytes.ts';
import { Framer } from '../wire/framer.ts';
import { decode } from '../wire/raw-message.ts';
import { formatTimestamp } from '../wire/timestamp.ts';
import { SessionDesk, START_MS } from './testing/session-desk.ts';

const MSG_TYPES = [...FIX44.messages.keys(), '*', ''];
const TAGS = [...FIX44.fields.keys(), 0, 9999];
const value = fc.oneof(
  fc.constantFrom(
    'Y',
    'N',
    '0',
    '1',
    '2',
    '-1',
    '999999999999999',
    '1.5',
    '+1',
    'é',
    '',
    '20260102-03:04:05',
  ),
  fc.string({ maxLength: 12 }),
);
const line = fc.record({
  msgType: fc.constantFrom(...MSG_TYPES),
  seq: fc.oneof(fc.constant('next'), fc.integer({ min: 0, max: 30 }).map(String), value),
  fields: fc.array(fc.tuple(fc.constantFrom(...TAGS), value), { maxLength: 12 }),
});

/** A message whose frame is right, whatever is in it. */
function framed(msgType: string, seq: string, rest: string): Buffer {
  const time = formatTimestamp(START_MS);
  const body =
    [`35=${msgType}`, `34=${seq}`, '49=YOFX', `52=${time}`, '56=FLT', ''].join(SOH_TEXT) + rest;
  const open = Buffer.from(`8=FIX.4.4${SOH_TEXT}9=${body.length}${SOH_TEXT}${body}`, 'latin1');
  const sum = String(checksum(open, 0, open.length)).padStart(3, '0');
  return Buffer.concat([open, Buffer.from(`10=${sum}${SOH_TEXT}`)]);
}

const options = fc.record({
  role: fc.constantFrom('initiator' as const, 'acceptor' as const),
  nextExpectedMsgSeqNum: fc.boolean(),
  resendChunkSize: fc.constantFrom(0, 1, 4),
  onGarbled: fc.constantFrom('ignore' as const, 'reject' as const, 'logout' as const),
  resetOnLogout: fc.boolean(),
  resetOnDisconnect: fc.boolean(),
});

it('survives any message, logged on or not, on either side, whatever its options', () => {
  fc.assert(
    fc.property(
      options,
      fc.boolean(),
      fc.array(line, { maxLength: 15 }),
      (given, logsOn, lines) => {
        const desk = new SessionDesk(given);
        if (logsOn) desk.loggedOn();
        else desk.happens({ kind: 'connected' });
        for (const { msgType, seq, fields } of lines) {
          const rest = fields.map(([tag, text]) => `${tag}=${text}${SOH_TEXT}`).join('');
          const bytes = framed(msgType, seq === 'next' ? String(desk.state.nextIn) : seq, rest);
          for (const one of new Framer().push(bytes)) {
            const raw = one.kind === 'message' ? decode(one.bytes, FIX44.dataFields) : null;
            desk.happens(raw === null ? { kind: 'garbled' } : { kind: 'received', raw });
          }
          desk.loadsAnswered().passes(500);
        }
        const numbers = desk.stored.map(({ seq }) => seq);
        expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 1) + index));
      },
    ),
    { numRuns: 2000 },
  );
});
