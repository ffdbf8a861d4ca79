/** A time as error details carry it. */

/** ISO 8601 UTC with second precision. @param ms - Epoch milliseconds; what lies before 1970 is 1970. */
export const isoSeconds = (ms: number): string =>
  `${new Date(Math.max(0, ms)).toISOString().slice(0, 19)}Z`;
