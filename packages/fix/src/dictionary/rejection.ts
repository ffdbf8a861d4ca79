/** Why a message is refused at the session level: SessionRejectReason(373), its text, and what it refers to. */

export interface Rejection {
  /** SessionRejectReason(373). */
  readonly reason: number;
  readonly text: string;
  /** RefTagID(371). */
  readonly refTagId?: number;
}

const TEXTS = {
  0: 'Invalid tag number',
  1: 'Required tag missing',
  2: 'Tag not defined for this message type',
  4: 'Tag specified without a value',
  5: 'Value is incorrect (out of range) for this tag',
  6: 'Incorrect data format for value',
  9: 'CompID problem',
  10: 'SendingTime accuracy problem',
  11: 'Invalid MsgType',
  13: 'Tag appears more than once',
  14: 'Tag specified out of required order',
  16: 'Incorrect NumInGroup count for repeating group',
} as const;

export type SessionRejectReason = keyof typeof TEXTS;

export function rejection(reason: SessionRejectReason, refTagId?: number): Rejection {
  const text = TEXTS[reason];
  return refTagId === undefined ? { reason, text } : { reason, text, refTagId };
}
