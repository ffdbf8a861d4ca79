/**
 * What the acceptance tests expect of an application: orders and security definitions come back as they were, everything
 * else is refused. An order marked PossResend(97) that was seen on this link is ignored.
 */
import type { RawReply, Reaction, SessionApplication, SessionInfo } from '../node/application.ts';
import { Section, type Dictionary, type Level } from '../src/dictionary/dictionary.ts';
import type { RawMessage } from '../src/wire/raw-message.ts';

const SOH = '\x01';
const CL_ORD_ID = 11;
const POSS_RESEND = 97;
const ECHOED: ReadonlySet<string> = new Set(['D', 'd', 'C']);

export class EchoApplication implements SessionApplication<never> {
  readonly #dictionary: Dictionary;
  readonly #seen = new Set<string>();

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
  }

  onMessage(): Reaction<never> {
    return {};
  }

  onRawMessage(raw: RawMessage): Reaction<never> {
    const { msgType } = raw;
    if (msgType === '3' || msgType === 'j') return {};
    if (!ECHOED.has(msgType)) return { rawReplies: [unsupported(raw)] };
    const possResend = raw.is(POSS_RESEND, 'Y');
    const clOrdId = msgType === 'D' ? raw.text(CL_ORD_ID) : undefined;
    if (clOrdId !== undefined) {
      if (possResend && this.#seen.has(clOrdId)) return {};
      this.#seen.add(clOrdId);
    }
    const body = (possResend ? `${POSS_RESEND}=Y${SOH}` : '') + this.#body(raw);
    return { rawReplies: [{ msgType, body }] };
  }

  onStatus({ status }: SessionInfo): void {
    if (status !== 'LOGGED_ON' && status !== 'SYNCING' && status !== 'SUSPECT') this.#seen.clear();
  }

  /** The body as it came, ascending by tag; a group stays behind its count. */
  #body(raw: RawMessage): string {
    const message = this.#dictionary.messages.get(raw.msgType);
    const parts: { readonly tag: number; readonly text: string }[] = [];
    for (let index = 0; index < raw.count;) {
      const tag = raw.tagAt(index);
      const end = endOfGroup(raw, index, message);
      const section = this.#dictionary.fields.get(tag)?.check.section ?? Section.Body;
      if (section === Section.Body) parts.push({ tag, text: textOf(raw, index, end) });
      index = end;
    }
    return parts
      .toSorted((a, b) => a.tag - b.tag)
      .map(({ text }) => text)
      .join('');
  }
}

/** The index behind the field and, when it is a count, behind its group. */
function endOfGroup(raw: RawMessage, index: number, level: Level | undefined): number {
  const group = level?.groups.get(raw.tagAt(index));
  let end = index + 1;
  while (group !== undefined && end < raw.count && group.members.has(raw.tagAt(end))) end += 1;
  return end;
}

function textOf(raw: RawMessage, from: number, to: number): string {
  let text = '';
  for (let index = from; index < to; index += 1) {
    text += `${raw.tagAt(index)}=${raw.textAt(index)}${SOH}`;
  }
  return text;
}

/** BusinessMessageReject(j) for a MsgType that the application does not take. */
function unsupported(raw: RawMessage): RawReply {
  const fields = [
    `45=${raw.msgSeqNum ?? 0}`,
    '58=Unsupported Message Type',
    `372=${raw.msgType}`,
    '380=3',
    '',
  ];
  return { msgType: 'j', body: fields.join(SOH) };
}
