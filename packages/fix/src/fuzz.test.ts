/**
 * Seeded fuzzing of everything that reads from outside: raw bytes, broken messages and well-formed nonsense against the
 * framer, decoder, validator and session.
 *
 * FUZZ_INPUTS sets the number of inputs (a nightly run takes 5,000,000), FUZZ_SEED repeats a run.
 */
import { describe, expect, it } from 'vitest';
import { FIX44 } from './dictionary/fix44.ts';
import { STRICT, validate } from './dictionary/validate.ts';
import { SessionDesk, START_MS } from './session/testing/session-desk.ts';
import { completeMessage, Mutator } from './testing/message-grammar.ts';
import { Framer } from './wire/framer.ts';
import { decodeSpan, type RawMessage } from './wire/raw-message.ts';

const INPUTS = Number(process.env.FUZZ_INPUTS ?? 200_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_260_102);
const TIME_LIMIT_MS = INPUTS <= 200_000 ? 60_000 : 7_200_000;
/** Numbers of one session before the next begins: the machine's queues stay as short as in life. */
const SESSION_INPUTS = 200;

function read(bytes: Buffer): readonly RawMessage[] {
  return new Framer().push(bytes).flatMap((framed) => {
    const raw = framed.kind === 'message' ? decodeSpan(framed, FIX44.dataFields) : null;
    return raw === null ? [] : [raw];
  });
}

function loggedOn(): SessionDesk {
  const desk = new SessionDesk({ role: 'initiator', heartBtIntSec: 0 }).loggedOn();
  desk.stored = [];
  return desk;
}

describe('nothing from outside', () => {
  it(
    'crashes or stops a reader, and no invalid message reaches the application',
    () => {
      const mutator = new Mutator(SEED);
      let desk = loggedOn();
      const wronglyDelivered: string[] = [];
      let valid = 0;
      for (let input = 0; input < INPUTS; input += 1) {
        if (input % SESSION_INPUTS === 0 || desk.state.kind === 'disconnected') desk = loggedOn();
        for (const raw of read(mutator.next(desk.state.nextIn, START_MS))) {
          const fault = validate(raw, FIX44, desk.state.config.validation);
          if (fault === null) valid += 1;
          desk.effects = [];
          desk.happens({ kind: 'received', raw }).loadsAnswered();
          const delivered = desk.delivered.some(({ header }) => header.raw === raw);
          if (delivered && fault !== null) wronglyDelivered.push(raw.bytes.toString('latin1'));
        }
      }
      expect(wronglyDelivered).toEqual([]);
      // A fuzzer that only makes rubbish proves nothing, and one that makes none neither.
      expect(valid).toBeGreaterThan(INPUTS / 100);
      expect(valid).toBeLessThan(INPUTS);
    },
    TIME_LIMIT_MS,
  );
});

describe('every message of the dictionary', () => {
  it.each([...FIX44.messages.keys()])('%s is read as it was written', (msgType) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { bytes, fields } = completeMessage(msgType, { seed, seq: seed, atMs: START_MS });
      const [raw] = read(bytes);
      if (raw === undefined) throw new Error('must be readable');
      expect(validate(raw, FIX44, STRICT)).toBeNull();
      const found = Array.from({ length: raw.count }, (_, at) => [raw.tagAt(at), raw.textAt(at)]);
      expect(found.slice(7, -1)).toEqual(fields);
    }
  });
});
