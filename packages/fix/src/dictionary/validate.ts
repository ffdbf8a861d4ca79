/** Checks a message against a dictionary and says, when it fails, exactly which tag and why. */
import type { RawMessage } from '../wire/raw-message.ts';
import { INVALID_TAG } from '../wire/raw-message.ts';
import type { Dictionary, MessageRule } from './dictionary.ts';
import { hasFormat } from './field-format.ts';
import { checkGroup } from './group.ts';
import { rejection, type Rejection } from './rejection.ts';

/** The first fault of the message in field order, or null. A known MsgType without a rule has only its header checked. */
export function validate(raw: RawMessage, dictionary: Dictionary): Rejection | null {
  const rule = dictionary.messages.get(raw.msgType);
  if (rule === undefined && !dictionary.msgTypes.has(raw.msgType)) return rejection(11);
  return checkFields(raw, dictionary, rule) ?? checkRequired(raw, dictionary.headerRequired, rule);
}

function checkFields(
  raw: RawMessage,
  dictionary: Dictionary,
  rule: MessageRule | undefined,
): Rejection | null {
  const seen = new Set<number>();
  let inBody = false;
  let index = 0;
  while (index < raw.count) {
    const tag = raw.tagAt(index);
    const isHeader = dictionary.headerTags.has(tag);
    if (isHeader && inBody) return rejection(14, tag);
    inBody ||= !isHeader;
    const fault = checkField(raw, index, dictionary);
    if (fault !== null) return fault;
    if (seen.has(tag)) return rejection(13, tag);
    seen.add(tag);
    index += 1;
    const group = rule?.groups.get(tag);
    if (group === undefined) continue;
    const checked = checkGroup({ raw, start: index, group }, (at) =>
      checkField(raw, at, dictionary),
    );
    if (checked.fault !== null) return checked.fault;
    index = checked.end;
  }
  return null;
}

function checkField(raw: RawMessage, index: number, dictionary: Dictionary): Rejection | null {
  const tag = raw.tagAt(index);
  if (tag === INVALID_TAG) return rejection(0);
  if (raw.isEmptyAt(index)) return rejection(4, tag);
  const rule = dictionary.fields.get(tag);
  if (rule === undefined) return null;
  const value = raw.textAt(index);
  if (!hasFormat(rule.type, value)) return rejection(6, tag);
  return rule.values === null || rule.values.has(value) ? null : rejection(5, tag);
}

function checkRequired(
  raw: RawMessage,
  headerRequired: readonly number[],
  rule: MessageRule | undefined,
): Rejection | null {
  for (const tag of [...headerRequired, ...(rule?.required ?? [])]) {
    if (raw.find(tag) < 0) return rejection(1, tag);
  }
  return null;
}
