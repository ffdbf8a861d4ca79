/**
 * Seeded fuzzing of everything that reads from outside: raw bytes, broken messages and well-formed nonsense against the
 * framer, decoder, validator and session. The nightly run takes five million inputs.
 */
import { describe, expect, it } from 'vitest';
import { FIX44 } from './dictionary/fix44.ts';
import { STRICT, validate } from './dictionary/validate.ts';
import { START_MS } from './session/testing/session-desk.ts';
import { Fuzzer, readMessages } from './testing/fuzzer.ts';
import { completeMessage } from './testing/message-grammar.ts';

const INPUTS = 200_000;
const SEED = 20_260_102;

describe('nothing from outside', () => {
  it(
    'crashes or stops a reader, and no invalid message reaches the application',
    {
      timeout: 60_000,
    },
    () => {
      const fuzzer = new Fuzzer(SEED);
      while (fuzzer.inputs < INPUTS) fuzzer.throwOne();
      expect(fuzzer.wronglyDelivered).toEqual([]);
      // A fuzzer that only makes rubbish proves nothing, and one that makes none neither.
      expect(fuzzer.valid).toBeGreaterThan(INPUTS / 100);
      expect(fuzzer.valid).toBeLessThan(INPUTS);
    },
  );
});

describe('every message of the dictionary', () => {
  it.each([...FIX44.messages.keys()])('%s is read as it was written', (msgType) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { bytes, fields } = completeMessage(msgType, { seed, seq: seed, atMs: START_MS });
      const [raw] = readMessages(bytes);
      if (raw === undefined) throw new Error('must be readable');
      expect(validate(raw, FIX44, STRICT)).toBeNull();
      const found = Array.from({ length: raw.count }, (_, at) => [raw.tagAt(at), raw.textAt(at)]);
      expect(found.slice(7, -1)).toEqual(fields);
    }
  });
});
