/** Makes messages out of the dictionary, valid or broken, always the same for the same seed. For tests only. */
import type { FieldRule, Level } from '../dictionary/dictionary.ts';
import { FIX44 } from '../dictionary/fix44.ts';
import { SOH_TEXT, checksum } from '../wire/bytes.ts';
import { encode } from '../wire/encode.ts';
import { formatTimestamp } from '../wire/timestamp.ts';

/** A small generator of numbers: fast, seeded, and good enough to choose by. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0 || 1;
  }

  /** A whole number in `[0, sides)`. */
  roll(sides: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % sides;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.roll(items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }
}

type Field = readonly [tag: number, value: string];

const VALUES: Readonly<Record<string, readonly string[]>> = {
  CHAR: ['A', '7'],
  INT: ['0', '-12', '007', '42'],
  DAYOFMONTH: ['1', '31'],
  SEQNUM: ['1', '99'],
  LENGTH: ['1'],
  BOOLEAN: ['Y', 'N'],
  UTCTIMESTAMP: ['20260102-03:04:05', '20260102-03:04:05.678'],
  UTCDATEONLY: ['20260102'],
  LOCALMKTDATE: ['20240229'],
  MONTHYEAR: ['202601', '20260131', '202601w2'],
  UTCTIMEONLY: ['23:59:60', '03:04:05.678'],
};
const DECIMALS = ['1.09504', '0', '-0.5', '002000.00', '.5', '7.'];
const DECIMAL_TYPES = /^(?:QTY|PRICE|PRICEOFFSET|AMT|FLOAT|PERCENTAGE)$/;
const TEXTS = ['x', 'EURUSD', 'O-1 a=b', '~!@#'];
const DATA_TAG = new Map([...FIX44.dataFields.byLength].map(([length, data]) => [data, length]));

function valueOf({ type, values }: FieldRule, dice: Dice): string {
  if (values !== null) return dice.pick([...values.keys()]);
  return dice.pick(VALUES[type] ?? (DECIMAL_TYPES.test(type) ? DECIMALS : TEXTS));
}

/** Fields of a level: what is required, and of the rest one in `sparse`. */
function fieldsOf(level: Level, dice: Dice, sparse: number): Field[] {
  const required = new Set(level.required.map(({ tag }) => tag));
  return level.tags.flatMap((tag, place): Field[] => {
    // A group that is no message begins with its delimiter.
    const isDelimiter = place === 0 && 'delimiterTag' in level;
    if (!isDelimiter && !required.has(tag) && dice.roll(sparse) !== 0) return [];
    const rule = FIX44.fields.get(tag);
    if (rule === undefined || FIX44.dataFields.byLength.has(tag)) return [];
    const group = level.groups.get(tag);
    if (group === undefined) return single(tag, rule, dice);
    const entries = Array.from({ length: 1 + dice.roll(rule.values?.size ?? 3) }, () =>
      fieldsOf(group, dice, sparse),
    );
    return [[tag, String(entries.length)], ...entries.flat()];
  });
}

function single(tag: number, rule: FieldRule, dice: Dice): Field[] {
  const lengthTag = DATA_TAG.get(tag);
  if (lengthTag === undefined) return [[tag, valueOf(rule, dice)]];
  const data = `d${SOH_TEXT}9=${dice.roll(9)}`;
  return [
    [lengthTag, String(data.length)],
    [tag, data],
  ];
}

interface Making {
  readonly seed: number;
  readonly seq: number;
  /** Epoch ms. */
  readonly atMs: number;
}

/** A message that every rule of the dictionary allows, with a good part of what it may hold. */
export function completeMessage(msgType: string, { seed, seq, atMs }: Making) {
  const rule = FIX44.messages.get(msgType);
  if (rule === undefined) throw new Error(`no message ${msgType}`);
  const dice = new Dice(seed * 7919);
  const fields = fieldsOf(rule, dice, 2 + (seed % 9));
  return { bytes: encode(headerOf(msgType, seq, atMs), bodyOf(fields)), fields };
}

function headerOf(msgType: string, msgSeqNum: number, sendingTimeMs: number) {
  const ids = { senderCompId: 'YOFX', targetCompId: 'FLT' };
  return { beginString: 'FIX.4.4', msgType, msgSeqNum, sendingTimeMs, ...ids };
}

function bodyOf(fields: readonly Field[]): string {
  return fields.map(([tag, value]) => `${tag}=${value}${SOH_TEXT}`).join('');
}

const ODD = ['', 'Y', '-1', '+1', '1.5', '1e9', '999999999999999', 'é', '\t', '20260231-25:00:00'];

/** One input after the other: raw bytes, broken bytes, broken fields, and messages that are right. */
export class Mutator {
  readonly #dice: Dice;
  readonly #types = [...FIX44.messages.keys()];
  readonly #tags = [...FIX44.fields.keys(), 0, 9001];
  /** Made once: a mutation begins with one of these. */
  readonly #bodies = new Map<string, readonly Field[][]>();

  constructor(seed: number) {
    this.#dice = new Dice(seed);
  }

  /** @param nextIn - the number that the session expects, which most inputs have */
  next(nextIn: number, atMs: number): Buffer {
    const dice = this.#dice;
    if (dice.roll(20) === 0) return this.#bytes();
    const msgType = dice.roll(50) === 0 ? '*' : this.#messageType();
    const fields = [...dice.pick(this.#bodiesOf(msgType))];
    if (dice.roll(3) > 0) this.#breakFields(fields);
    const seq = dice.roll(10) === 0 ? dice.roll(nextIn + 5) : nextIn;
    const bytes = framed(msgType, { seq, atMs, body: bodyOf(fields) });
    if (dice.roll(10) === 0) bytes[dice.roll(bytes.length)] = dice.roll(256);
    return bytes;
  }

  /** Application messages that the session delivers come up more often than one in ninety. */
  #messageType(): string {
    return this.#dice.roll(2) === 0
      ? this.#dice.pick(['8', 'W', 'D', '2', '4'])
      : this.#dice.pick(this.#types);
  }

  #bodiesOf(msgType: string): readonly Field[][] {
    const known = this.#bodies.get(msgType);
    if (known !== undefined) return known;
    const rule = FIX44.messages.get(msgType);
    const made = Array.from({ length: 8 }, (_, index) =>
      rule === undefined ? [] : fieldsOf(rule, this.#dice, 3 + index * 5),
    );
    this.#bodies.set(msgType, made);
    return made;
  }

  #breakFields(fields: Field[]): void {
    const dice = this.#dice;
    const at = dice.roll(fields.length + 1);
    const [tag = 58, value = 'x'] = fields[at] ?? [];
    const kind = dice.roll(4);
    if (kind === 0) fields.splice(at, 1);
    else if (kind === 1) fields.splice(at, 0, [dice.pick(this.#tags), value]);
    else if (kind === 2) fields.splice(at, 1, [tag, dice.pick(ODD)]);
    else fields.splice(dice.roll(fields.length + 1), 0, [tag, value]);
  }

  #bytes(): Buffer {
    const bytes = Buffer.from(
      Array.from({ length: this.#dice.roll(80) }, () => this.#dice.roll(256)),
    );
    return this.#dice.roll(2) === 0
      ? bytes
      : Buffer.concat([Buffer.from('8=FIX.4.4\x019=40\x0135='), bytes]);
  }
}

interface Framing {
  readonly seq: number;
  readonly atMs: number;
  readonly body: string;
}

/** A message whose frame is right, whatever is in it. */
function framed(msgType: string, { seq, atMs, body }: Framing): Buffer {
  const head = [
    `35=${msgType}`,
    `34=${seq}`,
    '49=YOFX',
    `52=${formatTimestamp(atMs)}`,
    '56=FLT',
    '',
  ];
  const inner = head.join(SOH_TEXT) + body;
  const open = Buffer.from(`8=FIX.4.4${SOH_TEXT}9=${inner.length}${SOH_TEXT}${inner}`, 'latin1');
  const sum = String(checksum(open, 0, open.length)).padStart(3, '0');
  return Buffer.concat([open, Buffer.from(`10=${sum}${SOH_TEXT}`)]);
}
