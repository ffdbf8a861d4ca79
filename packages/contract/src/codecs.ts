/** The words that inputs and outputs are made of: what is a JSON number outside is an exact decimal inside. */
import { type Decimal, decimalNumber, decimalOf, rescaled } from '@faultline/errors';
import { z } from 'zod';

const isDecimal = (value: unknown): value is Decimal =>
  typeof value === 'object' && value !== null && 'unscaled' in value && 'scale' in value;

/** Money, price, lots, percent: a JSON number whose every digit counts. Text is refused, never coerced. */
export const decimal = z.codec(z.number(), z.custom<Decimal>(isDecimal), {
  decode: decimalOf,
  encode: decimalNumber,
});

/** A stop loss or take profit: `null` and 0 both mean that there is none. */
export const level = z.codec(
  z.number().nullable(),
  z.custom<Decimal | null>((value) => value === null || isDecimal(value)),
  {
    decode: (price) => (price === null || price === 0 ? null : decimalOf(price)),
    encode: (price) => (price === null ? null : decimalNumber(price)),
  },
);

/** ISO 8601 UTC with second precision outside, epoch milliseconds inside. */
export const instant = z.codec(z.iso.datetime({ offset: true }), z.number(), {
  decode: (text) => Date.parse(text),
  encode: (ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`,
});

/** Ids that count up from 1. */
export const serialId = z.int().positive();

export const side = z.enum(['BUY', 'SELL']);

/** Chosen by the caller; the same key means the same command. */
export const idempotencyKey = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,128}$/, 'It must have 8 to 128 letters, digits, "_" or "-".');

/** The caller's own name for an order, unique per account for ever. */
export const clientOrderId = z
  .string()
  .regex(/^[\x21-\x7e]{1,64}$/, 'It must have 1 to 64 ASCII characters and no space.');

/** Text that is looked for and never shown as it came: no database takes every control character. */
export const oneLine = (max: number) =>
  z.string().max(max).regex(NO_CONTROLS, 'Control characters are not allowed.');

const NO_CONTROLS = /^[^\p{Cc}]*$/u;

/** Long enough for every symbol there is, short enough to echo. */
export const symbolName = oneLine(32).min(1);

/** Ours, as `ORD-7`; what does not look like one is the id of no order. */
export const orderId = oneLine(64);

/** Of an account or a provider, a rule, a group: short, readable, safe in a path. */
export const slug = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/,
    'It must have 1 to 64 letters, digits, "_" or "-", and begin with a letter or digit.',
  );

/** Words for people: one line or a few, no control characters. */
export const words = (max: number) => oneLine(max).min(1);

/** Beyond every term of trade that anybody could mean, and well within what a database holds. */
const TERM_MAX = 10_000_000_000n;

const isTerm = ({ unscaled, scale }: Decimal): boolean => {
  const most = TERM_MAX * 10n ** BigInt(scale);
  return unscaled <= most && unscaled >= -most;
};

/** A number that somebody sets once for many trades. */
export const term = decimal.refine(isTerm, `At most ${TERM_MAX}.`);

/** A term with at most so many digits after the point. */
export const decimalWith = (digits: number) =>
  term.refine((value) => rescaled(value, digits) !== null, `At most ${digits} decimals.`);

/** Hundredths of a percent are the finest that levels and rates know. */
export const percent = decimalWith(2);
export const lots = decimalWith(4);

const LIST_MAX = 1_000;

/** What every list takes. */
export const paged = {
  /** The `nextCursor` of the page before. */
  cursor: oneLine(200).optional(),
  limit: z.int().min(1).max(LIST_MAX).optional(),
};

/** Times that a list is cut to: `from` included, `to` not. */
export const inTime = { from: instant.optional(), to: instant.optional() };

/** For the query string of a list. */
export const PAGED = { cursor: 'text', limit: 'integer' } as const;
export const IN_TIME = { from: 'text', to: 'text' } as const;

/** A page of a list; without `nextCursor` it is the last. On REST the cursor travels as a header, X-Next-Cursor. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
