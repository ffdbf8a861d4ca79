/**
 * What may stand in a log line: secrets never, personal ids only by their last characters, and of the rest nothing that
 * could break a line in two.
 */

const REDACTED = '[REDACTED]';
const MASKED = '***';
const VISIBLE_CHARS = 3;
/** Ids this short would be given away by their last characters. */
const MASKED_WHOLE_MAX = 6;

const SECRETS: ReadonlySet<string> = new Set([
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'apiKey',
  'authorization',
  'secret',
]);
const PERSONAL: ReadonlySet<string> = new Set(['userId', 'accountId', 'username']);

/** `acc_***789`: the last three characters, or nothing of a short id. */
export function maskId(id: string | number): string {
  const text = String(id);
  return text.length <= MASKED_WHOLE_MAX ? MASKED : `${MASKED}${text.slice(-VISIBLE_CHARS)}`;
}

/** `j***@example.com`. */
export function maskEmail(email: string): string {
  const [name = '', domain] = email.split('@');
  return domain === undefined ? MASKED : `${name.slice(0, 1)}${MASKED}@${domain}`;
}

function maskField(key: string, value: unknown): unknown {
  if (SECRETS.has(key)) return REDACTED;
  if (PERSONAL.has(key) && (typeof value === 'string' || typeof value === 'number')) {
    return maskId(value);
  }
  if (key === 'email' && typeof value === 'string') return maskEmail(value);
  return maskForLog(value);
}

/** A copy of `value` that may be logged. Depth is limited by what JSON bodies and our own fields can hold. */
export function maskForLog(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskForLog);
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, maskField(key, field)]),
  );
}
