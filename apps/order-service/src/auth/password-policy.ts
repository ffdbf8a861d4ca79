/** Which new passwords are too poor. Length and novelty count, mixtures of signs do not: that is what NIST SP 800-63B advises. */
import { BREACHED } from './breached-passwords.ts';

const CHARACTERS_MIN = 8;
const BYTES_MAX = 1_024;
const encoder = new TextEncoder();

/** In words for the person, or `null` when it will do. */
export function weaknessOf(password: string, username: string): string | null {
  const normal = password.normalize('NFKC');
  const folded = normal.toLowerCase();
  if (Array.from(normal).length < CHARACTERS_MIN) return 'The password is too short.';
  if (encoder.encode(normal).length > BYTES_MAX) return 'The password is too long.';
  if (new Set(folded).size < 3) return 'The password repeats the same characters.';
  if (folded.includes(username.toLowerCase()) && folded.length - username.length < 4) {
    return 'The password is too close to the user name.';
  }
  return BREACHED.has(folded) ? 'The password is on lists that attackers try first.' : null;
}
