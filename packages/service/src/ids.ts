/** Names for requests and errors: sortable by time, safe to read aloud, impossible to guess. */
import { randomFillSync } from 'node:crypto';

/** Crockford's base 32: no letter that looks like a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_CHARS = 10;
const RANDOM_BYTES = 16;

/** The time of the last id as text: many ids are made within one millisecond. */
let lastMs = -1;
let lastText = '';

function timeText(nowMs: number): string {
  if (nowMs === lastMs) return lastText;
  let rest = nowMs;
  let text = '';
  for (let index = 0; index < TIME_CHARS; index += 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  lastMs = nowMs;
  lastText = text;
  return text;
}

/** 48 bits of time and 80 bits of chance, as 26 characters that sort by time (the ULID layout). */
export function ulid(nowMs: number, random: Uint8Array): string {
  let text = timeText(nowMs);
  for (let index = 0; index < RANDOM_BYTES; index += 1) {
    text += ALPHABET.charAt((random[index] ?? 0) & 31);
  }
  return text;
}

const pool = new Uint8Array(RANDOM_BYTES * 128);
let used = pool.length;

/** Random bytes from a pool: one system call serves 128 ids. */
function randomBytes(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += RANDOM_BYTES;
  return pool.subarray(used - RANDOM_BYTES, used);
}

export const newRequestId = (): string => `req_${ulid(Date.now(), randomBytes())}`;
export const newErrorId = (): string => `err_${ulid(Date.now(), randomBytes())}`;
/** A key for a caller who sent none; the answer names it. */
export const newIdempotencyKey = (): string => `key_${ulid(Date.now(), randomBytes())}`;
