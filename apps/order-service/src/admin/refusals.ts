/** What is wrong with an administrator's input beyond its form. */
import type { Refused } from '@faultline/domain';
import { refuse } from '@faultline/errors';

/** One of the fields makes no sense as things stand. */
export const invalid = (field: string, reason: string): Refused<'INVALID_REQUEST'> => ({
  ok: false,
  refusal: refuse('INVALID_REQUEST', { field, reason }),
});

export const notFound = (id: string): Refused<'NOT_FOUND'> => ({
  ok: false,
  refusal: refuse('NOT_FOUND', { id }),
});

/** Somebody else was faster: what the caller saw is no longer what stands. */
export const staleVersion = (
  seen: number | undefined,
  current: number,
): Refused<'INVALID_REQUEST'> | null =>
  seen === undefined || seen === current
    ? null
    : invalid('version', `It was changed meanwhile; the version is now ${current}. Read it again.`);
