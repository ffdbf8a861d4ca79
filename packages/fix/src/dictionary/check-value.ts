/** The value of one field: there, of the format of its type, and on the list of values if there is one. */
import type { RawMessage } from '../wire/raw-message.ts';
import type { FieldCheck } from './dictionary.ts';
import type { Findings } from './findings.ts';

interface At {
  readonly raw: RawMessage;
  readonly findings: Findings;
}

/** Notes a fault of the field at `index`. */
export function checkValue(check: FieldCheck, { raw, findings }: At, index: number): void {
  const at = raw.base + index * 3;
  const start = raw.table[at + 1] ?? 0;
  const end = raw.table[at + 2] ?? 0;
  const { hasFormat, chars } = check;
  // What is on the list has the format as well.
  if (end - start === 1 && chars !== null && chars[raw.chunk[start] ?? 0] === 1) return;
  if (start === end) {
    if (findings.rules?.fieldsHaveValues === true) findings.fail(4, check);
  } else if (hasFormat !== null && !hasFormat(raw.chunk, start, end)) findings.fail(6, check);
  else if (chars !== null && (end - start === 1 || !isAllowed(check, raw.textAt(index)))) {
    findings.fail(5, check);
  }
}

/** Whether a value of more than one character is on the list. */
function isAllowed({ chars, texts, multiple }: FieldCheck, text: string): boolean {
  if (!multiple) return texts?.has(text) === true;
  const isOne = (one: string) =>
    one.length === 1 ? chars?.[one.charCodeAt(0)] === 1 : texts?.has(one) === true;
  return text.split(' ').every(isOne);
}
