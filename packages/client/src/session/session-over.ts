/** The error of a call whose session could not be renewed: always one of AUTH, whatever the renewal met. */
import { messageOf } from '@faultline/errors';
import { TRPCClientError } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { failure } from '../failure.ts';

const UNAUTHORIZED = -32_001;
const DETAILS = { reason: 'REVOKED' } as const;

export function sessionOver(error: unknown): TRPCClientError<AnyTRPCRouter> {
  if (error instanceof TRPCClientError && failure(error).category === 'AUTH') return error;
  const code = 'AUTH_INVALID';
  const data = { code, details: DETAILS, outcome: 'NOT_APPLIED', httpStatus: 401 };
  const message = messageOf(code, DETAILS);
  const made = TRPCClientError.from<AnyTRPCRouter>({
    error: { code: UNAUTHORIZED, message, data },
  });
  return Object.assign(made, { cause: error instanceof Error ? error : undefined });
}
