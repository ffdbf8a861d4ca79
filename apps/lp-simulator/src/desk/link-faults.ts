/** What leaves a session in place of its messages when its link is to misbehave. The numbers in the store stay right. */
import type { Behaviours } from '../behaviours/behaviours.ts';

const SOH = '\x01';
/** Logon(A), Logout(5), SequenceReset(4): without these no session comes up or ends. */
const UNTOUCHED: ReadonlySet<string> = new Set(['A', '5', '4']);
const SIGNS_OF_LIFE: ReadonlySet<string> = new Set(['0', '1']);

export class LinkFaults {
  readonly #behaviours: Behaviours;
  readonly #last = new Map<string, Buffer>();

  constructor(behaviours: Behaviours) {
    this.#behaviours = behaviours;
  }

  distort = (message: Buffer, { id: session }: { readonly id: string }): readonly Buffer[] => {
    const old = this.#last.get(session);
    this.#last.set(session, message);
    if (this.#behaviours.list.length === 0) return [message];
    const head = message.subarray(0, 128).toString('latin1');
    const msgType = new RegExp(`${SOH}35=([^${SOH}]+)`).exec(head)?.[1] ?? '';
    const isResend = head.includes(`${SOH}43=Y${SOH}`);
    if (UNTOUCHED.has(msgType) || isResend) return [message];
    if (SIGNS_OF_LIFE.has(msgType)) {
      return this.#behaviours.find({ session }, ['noHeartbeat']) === null ? [message] : [];
    }
    const fault = this.#behaviours.take({ session }, ['seqGap', 'seqTooLow']);
    if (fault === null) return [message];
    if (fault.mode === 'seqGap') return [];
    return old === undefined ? [message] : [old, message];
  };
}
