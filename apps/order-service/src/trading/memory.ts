/** What a command leaves under its caller's key, so that the same command gets the same answer. */
import type { Code } from '@faultline/errors';
import { newIdempotencyKey } from '@faultline/service';
import { memoryId, type MemoryKey, type Remembered } from '../ports/store.ts';

const KEEP_MS = 7 * 24 * 3_600_000;

/** Under the caller's own key, or one of ours, which the answer names. */
export const memoryKey = (scope: string, given: string | undefined): MemoryKey =>
  given === undefined ? { scope, key: newIdempotencyKey(), isNew: true } : { scope, key: given };

interface Keyed {
  readonly key: MemoryKey;
  readonly fingerprint: string;
}

export function memory(
  { key, fingerprint }: Keyed,
  nowMs: number,
  told: Partial<Pick<Remembered, 'orderId' | 'answer' | 'refusal'>>,
): Remembered {
  const nothing = { orderId: null, answer: null, refusal: null };
  const times = { createdAtMs: nowMs, expiresAtMs: nowMs + KEEP_MS };
  return { id: memoryId(key), fingerprint, ...times, ...nothing, ...told };
}

/**
 * The state of the world decides some of these anew each time, and remembering them would lock the caller out for a week;
 * the others say that the input was wrong, which no key makes right.
 */
const NEVER_REMEMBERED: ReadonlySet<Code> = new Set([
  'LP_NOT_CONNECTED',
  'SERVICE_UNAVAILABLE',
  'INVALID_REQUEST',
  'MISSING_PARAMETER',
  'INVALID_PARAMETER_TYPE',
]);

export const isRemembered = (code: Code): boolean => !NEVER_REMEMBERED.has(code);
