/** What people configure of a session, and the defaults for what they leave out. */
import { FIX44 } from '../src/dictionary/fix44.ts';
import type { Dictionary } from '../src/dictionary/dictionary.ts';
import { TOLERANT } from '../src/dictionary/validate.ts';
import type { Schedule } from '../src/session/schedule.ts';
import type { SessionConfig, SessionValidation } from '../src/session/session.ts';

export interface SessionOptions {
  readonly id: string;
  /** Default FIX 4.4; a counterparty's own dialect comes from `loadDictionary`. */
  readonly dictionary?: Dictionary | undefined;
  /** Default: everything but that every field must be known, since providers add fields to messages. */
  readonly validation?: Partial<SessionValidation> | undefined;
  readonly senderCompId: string;
  readonly targetCompId: string;
  /** Default 30; 0 means no heartbeats. An acceptor takes the initiator's. */
  readonly heartBtIntSec?: number | undefined;
  /** Default 10,000. */
  readonly logonTimeoutMs?: number | undefined;
  /** Default 2,000. */
  readonly logoutTimeoutMs?: number | undefined;
  /** Default 120,000. */
  readonly sendingTimeToleranceMs?: number | undefined;
  /** Default false: numbers go on from one link to the next. */
  readonly resetOnLogon?: boolean | undefined;
  /** Default false: numbers go on after Logout(5). */
  readonly resetOnLogout?: boolean | undefined;
  /** Default false: numbers go on after a lost link. */
  readonly resetOnDisconnect?: boolean | undefined;
  /** Default false. Both sides must want NextExpectedMsgSeqNum(789). */
  readonly nextExpectedMsgSeqNum?: boolean | undefined;
  /** Default 0: one ResendRequest(2) asks for everything that is missing. */
  readonly resendChunkSize?: number | undefined;
  /** Default `ignore`, as FIX wants it. */
  readonly onGarbled?: SessionConfig['onGarbled'] | undefined;
  /** Without one the session may be up at any time and never ends. */
  readonly schedule?: Schedule | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Default 0: an order is never sent a second time. */
  readonly orderResendMaxAgeMs?: number | undefined;
}

/** @throws RangeError for a heartbeat interval or a chunk size that is not a whole number, zero or more */
export function sessionConfig(
  options: SessionOptions,
  role: SessionConfig['role'],
  deliverRaw = false,
): SessionConfig {
  return {
    id: options.id,
    role,
    dictionary: options.dictionary ?? FIX44,
    validation: { ...TOLERANT, latency: true, compIds: true, ...options.validation },
    deliverRaw,
    senderCompId: options.senderCompId,
    targetCompId: options.targetCompId,
    heartBtIntSec: natural('heartBtIntSec', options.heartBtIntSec ?? 30),
    logonTimeoutMs: options.logonTimeoutMs ?? 10_000,
    logoutTimeoutMs: options.logoutTimeoutMs ?? 2_000,
    sendingTimeToleranceMs: options.sendingTimeToleranceMs ?? 120_000,
    resetOnLogon: options.resetOnLogon ?? false,
    resetOnLogout: options.resetOnLogout ?? false,
    resetOnDisconnect: options.resetOnDisconnect ?? false,
    nextExpectedMsgSeqNum: options.nextExpectedMsgSeqNum ?? false,
    resendChunkSize: natural('resendChunkSize', options.resendChunkSize ?? 0),
    onGarbled: options.onGarbled ?? 'ignore',
    username: options.username,
    password: options.password,
    orderResendMaxAgeMs: options.orderResendMaxAgeMs ?? 0,
  };
}

function natural(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 0) return value;
  throw new RangeError(`${name} must be a whole number from 0, was ${value}`);
}
