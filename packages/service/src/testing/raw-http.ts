/** HTTP by hand over a real socket, so that a test sees every byte of the answer and can send what no client would. */
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends the bytes, reads until the server closes. */
export async function rawHttp(port: number, bytes: string): Promise<RawAnswer> {
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let received = '';
    socket.setEncoding('utf8').setTimeout(8_000, () => socket.destroy(new Error('no answer')));
    socket.on('data', (chunk: string) => (received += chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
  });
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = rest.join('\r\n\r\n');
  return {
    status: Number(statusLine.split(' ')[1]),
    headers,
    body: headers['transfer-encoding'] === 'chunked' ? unchunk(body) : body,
  };
}

function unchunk(body: string): string {
  const size = Number.parseInt(body, 16);
  if (!size) return '';
  const start = body.indexOf('\r\n') + 2;
  return body.slice(start, start + size) + unchunk(body.slice(start + size + 2));
}

/** The bytes of a request that asks for the connection to be closed afterwards. */
export function request(
  line: string,
  { body, headers = {} }: { body?: string; headers?: Record<string, string> } = {},
): string {
  const all = {
    host: 'localhost',
    connection: 'close',
    ...(body === undefined
      ? {}
      : {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
        }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`;
}
