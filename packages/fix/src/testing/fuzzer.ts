/** Throws one input after the other at everything that reads from outside, and remembers what went wrong. For tests only. */
import { FIX44 } from '../dictionary/fix44.ts';
import { validate } from '../dictionary/validate.ts';
import { SessionDesk, START_MS } from '../session/testing/session-desk.ts';
import { Framer } from '../wire/framer.ts';
import { decodeSpan, type RawMessage } from '../wire/raw-message.ts';
import { Mutator } from './message-grammar.ts';

/** Inputs of one session before the next begins: the machine's queues stay as short as in life. */
const SESSION_INPUTS = 200;

export function readMessages(bytes: Buffer): readonly RawMessage[] {
  return new Framer().push(bytes).flatMap((framed) => {
    const raw = framed.kind === 'message' ? decodeSpan(framed, FIX44.dataFields) : null;
    return raw === null ? [] : [raw];
  });
}

export class Fuzzer {
  /** Messages that reached the application although a rule forbids them. */
  readonly wronglyDelivered: string[] = [];
  inputs = 0;
  valid = 0;
  readonly #mutator: Mutator;
  #desk = loggedOn();

  constructor(seed: number) {
    this.#mutator = new Mutator(seed);
  }

  /** One input: framed, decoded, checked, and given to a session that is logged on. */
  throwOne(): void {
    const stale = this.inputs % SESSION_INPUTS === 0 || this.#desk.state.kind === 'disconnected';
    if (stale) this.#desk = loggedOn();
    this.inputs += 1;
    const bytes = this.#mutator.next(this.#desk.state.nextIn, START_MS);
    for (const raw of readMessages(bytes)) this.#receive(raw);
  }

  #receive(raw: RawMessage): void {
    const desk = this.#desk;
    const fault = validate(raw, FIX44, desk.state.config.validation);
    if (fault === null) this.valid += 1;
    desk.effects = [];
    desk.happens({ kind: 'received', raw }).loadsAnswered();
    const delivered = desk.delivered.some(({ header }) => header.raw === raw);
    if (delivered && fault !== null) this.wronglyDelivered.push(raw.bytes.toString('latin1'));
  }
}

function loggedOn(): SessionDesk {
  const desk = new SessionDesk({ role: 'initiator', heartBtIntSec: 0 }).loggedOn();
  desk.stored = [];
  return desk;
}
