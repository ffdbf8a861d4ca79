/** Checks of single values from outside: null when good, else what is wrong, to stand behind the name of the field. */

export type Check = (value: unknown) => string | null;

const whole =
  (min: number, max: number, problem: string): Check =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max ? null : problem;

const HOUR_MS = 3_600_000;
const POINTS_MAX = 1_000_000;

export const text: Check = (value) =>
  typeof value === 'string' && /^[\x20-\x7e]{1,200}$/.test(value)
    ? null
    : 'must be 1 to 200 printable ASCII characters';
export const count = whole(1, Number.MAX_SAFE_INTEGER, 'must be a whole number from 1');
/** A reason of FIX. */
export const code = whole(0, 999, 'must be a whole number from 0 to 999');
export const milliseconds = whole(
  0,
  HOUR_MS,
  'must be a whole number of milliseconds, at most an hour',
);
export const points = whole(
  -POINTS_MAX,
  POINTS_MAX,
  `must be a whole number of points, at most ${POINTS_MAX} up or down`,
);
export const fraction: Check = (value) =>
  typeof value === 'number' && value > 0 && value < 1 ? null : 'must lie between 0 and 1';
/** MDReqRejReason(281) is one character; a digit may come as a number. */
export const mdReason: Check = (value) =>
  /^[0-9A-D]$/.test(
    typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '',
  )
    ? null
    : 'must be an MDReqRejReason(281)';

/** A filter that names nobody would silently never apply. */
export const oneOf =
  (known: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && known.includes(value)
      ? null
      : `must be one of ${known.join(', ')}`;
