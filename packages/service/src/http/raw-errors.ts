/** Errors of requests that never became one: broken HTTP, slow headers. Written by hand, for there is no reply object. */
import { fail, toBody } from '@faultline/errors';
import type { Socket } from 'node:net';
import { newRequestId } from '../ids.ts';
import { errorHeaders } from './envelope.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

const STATUS: Readonly<Record<string, readonly [number, string, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'The headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'The request did not arrive in time.'],
};
const BROKEN = [400, 'Bad Request', 'The request is not HTTP.'] as const;

/** For Fastify's `clientErrorHandler`. The socket is closed: nobody knows where the next request would begin. */
export function answerRawError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, phrase, reason] = STATUS[error.code ?? ''] ?? BROKEN;
  const refusal = fail('INVALID_REQUEST', { reason });
  const body = JSON.stringify(toBody(refusal));
  const headers = {
    ...SECURITY_HEADERS,
    'x-request-id': newRequestId(),
    ...errorHeaders(refusal),
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${phrase}\r\n${head.join('')}\r\n${body}`);
}
