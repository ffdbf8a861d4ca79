/** The first look at a request: what no body has to be read for. */
import type { FastifyRequest } from 'fastify';

/** A fault in the words of the HTTP layer, so that it is answered as its own faults are. */
export class RequestFault extends Error {
  readonly code: string;
  readonly statusCode: number;

  constructor(code: string, statusCode: number) {
    super(code);
    this.name = 'RequestFault';
    this.code = code;
    this.statusCode = statusCode;
  }
}

/** What is wrong with the headers, or `null`. */
export function faultOf({ raw }: FastifyRequest): RequestFault | null {
  const { rawHeaders, headers, httpVersionMinor } = raw;
  // Two hosts: a proxy before us may have gone by the other one.
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  if (hosts > 1 || (hosts === 0 && httpVersionMinor === 1)) {
    return new RequestFault('HOST_HEADER', 400);
  }
  // Nothing is unpacked here, so that 64 KiB are never more than 64 KiB.
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    return new RequestFault('CONTENT_ENCODING', 415);
  }
  return null;
}
