/** Personal ids and addresses as a log may show them: enough to recognise, too little to use. */

export const REDACTED = '[REDACTED]';
const MASKED = '***';
const VISIBLE_CHARS = 3;
/** Ids this short would be given away by their last characters. */
const MASKED_WHOLE_MAX = 6;

/** `user_abc123` → `user_***123`: a prefix names the kind, the last three characters tell two apart. */
export function maskId(id: string | number | bigint): string {
  const text = String(id);
  if (text.length <= MASKED_WHOLE_MAX) return MASKED;
  const prefix = /^[a-z]{1,8}_/i.exec(text)?.[0] ?? '';
  const own = text.slice(prefix.length);
  if (own.length <= VISIBLE_CHARS) return prefix + MASKED;
  return `${prefix}${MASKED}${own.slice(-VISIBLE_CHARS)}`;
}

/** `john@example.com` → `j***@example.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? MASKED : `${email.slice(0, 1)}${MASKED}${email.slice(at)}`;
}
