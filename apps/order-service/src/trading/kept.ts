/** An answer that is kept under a key goes out as it was kept: to decode it only to encode it again would be waste. */
import { Encoded } from '@faultline/contract';
import type { z } from 'zod';

/**
 * @param row - Of the operation that has stored the answer: the key's scope names it, so nobody else's can be found there.
 * @param answer - As it went over the wire when it was first given.
 */
export const asKept = <O extends z.ZodType>(
  _row: { readonly output: O },
  answer: unknown,
): Encoded<z.input<O>> => new Encoded(answer as z.input<O>);
