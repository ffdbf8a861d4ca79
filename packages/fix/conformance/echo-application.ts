/**
 * What the acceptance tests expect of an application: orders and security definitions come back as they were, everything
 * else is refused. An order marked PossResend(97) that was seen on this link is ignored.
 */
import type { RawReply, Reaction, SessionApplication, SessionInfo } from '../node/application.ts';
import {
  Section,
  type Dictionary,
  type GroupRule,
  type Level,
} from '../src/dictionary/dictionary.ts';
import { entriesOf, type Entry } from '../src/dictionary/group.ts';
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

  /** The body as it came, ascending by tag; the members of a group in the order of the dictionary. */
  #body(raw: RawMessage): string {
    const parts = partsOf(
      raw,
      { from: 0, to: raw.count },
      this.#dictionary.messages.get(raw.msgType),
    );
    return parts
      .filter(({ tag }) => this.#sectionOf(tag) === Section.Body)
      .toSorted((a, b) => a.tag - b.tag)
      .map(({ text }) => text)
      .join('');
  }

  #sectionOf(tag: number): Section {
    return this.#dictionary.fields.get(tag)?.check.section ?? Section.Body;
  }
}

/** A field, and behind a count field its group. */
interface Part {
  readonly tag: number;
  readonly text: string;
}

function partsOf(raw: RawMessage, { from, to }: Entry, level: Level | undefined): readonly Part[] {
  const parts: Part[] = [];
  for (let index = from; index < to;) {
    const tag = raw.tagAt(index);
    const group = level?.groups.get(tag);
    const entries = group === undefined ? [] : entriesOf(raw, index + 1, group);
    const members = entries.map((entry) =>
      group === undefined ? '' : entryText(raw, entry, group),
    );
    parts.push({ tag, text: `${tag}=${raw.textAt(index)}${SOH}${members.join('')}` });
    index = entries.at(-1)?.to ?? index + 1;
  }
  return parts;
}

function entryText(raw: RawMessage, entry: Entry, group: GroupRule): string {
  const place = (part: Part) => group.tags.indexOf(part.tag);
  return partsOf(raw, entry, group)
    .toSorted((a, b) => place(a) - place(b))
    .map(({ text }) => text)
    .join('');
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
