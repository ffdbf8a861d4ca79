/** The words that inputs and outputs are made of: what is a JSON number outside is an exact decimal inside. */
import { type Decimal, decimalNumber, decimalOf } from '@faultline/errors';
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
export const instant = z.codec(z.string(), z.number(), {
  decode: (text) => Date.parse(text),
  encode: (ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`,
});

/** Ids that count up from 1. */
export const serialId = z.int().positive();

export const side = z.enum(['BUY', 'SELL']);

/** Chosen by the caller; the same key means the same command. */
export const idempotencyKey = z.string().regex(/^[A-Za-z0-9_-]{8,128}$/);

/** The caller's own name for an order, unique per account for ever. */
export const clientOrderId = z.string().regex(/^[\x21-\x7e]{1,64}$/);

/** Long enough for every symbol there is, short enough to echo. */
export const symbolName = z.string().min(1).max(32);
