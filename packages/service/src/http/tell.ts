/** A failure as the body of a message, for lines that have no reply: streams and sockets. */
import { type ErrorBody, toBody } from '@faultline/errors';
import type { FastifyRequest } from 'fastify';
import { type FailedCall, type Keeping, settle } from '../procedures/settle.ts';
import { messageFor } from './envelope.ts';

/** Settled, logged and in the words of whoever opened the line. */
export function tellFailure(
  thrown: unknown,
  call: FailedCall,
  { request, ...keeping }: Keeping & { readonly request: FastifyRequest },
): ErrorBody {
  const error = settle(thrown, call, keeping);
  return toBody(error, messageFor(request, error, keeping.errors));
}
