/** Personal ids and addresses as a log may show them: enough to recognise, too little to use. */

const MASKED = '***';
/** Ids this short would be given away by their last characters. */
const MASKED_WHOLE_MAX = 6;

/** What an operator may choose about the masks; that there are masks is no choice. */
export interface Masking {
  /** How many characters at the end of an id stay readable. */
  readonly visibleChars: number;
  /** Stands where a secret was. */
  readonly placeholder: string;
}
export const DEFAULT_MASKING: Masking = { visibleChars: 3, placeholder: '[REDACTED]' };

/** `user_abc123` → `user_***123`: a prefix names the kind, the last characters tell two apart. */
export function maskId(
  id: string | number | bigint,
  visibleChars = DEFAULT_MASKING.visibleChars,
): string {
  const text = String(id);
  if (text.length <= MASKED_WHOLE_MAX) return MASKED;
  const prefix = /^[a-z]{1,8}_/i.exec(text)?.[0] ?? '';
  const own = text.slice(prefix.length);
  if (own.length <= visibleChars) return prefix + MASKED;
  return `${prefix}${MASKED}${own.slice(-visibleChars)}`;
}

/** `john@example.com` → `j***@example.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? MASKED : `${email.slice(0, 1)}${MASKED}${email.slice(at)}`;
}
