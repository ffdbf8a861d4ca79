/** Decimals whose digits the contract has already counted, as the integers that are stored. */
import { type Decimal, rescaled } from '@faultline/errors';

/** @throws Error when a digit would be lost: the row of the contract let through what it must not. */
export function scaled(value: Decimal, scale: number): bigint {
  const exact = rescaled(value, scale);
  if (exact === null) throw new Error(`more than ${scale} decimals got past the contract`);
  return exact;
}
