/** One HTTP request as a stranger sends it: from any address of this machine, with any header, any body. */
import { request } from 'node:http';

export interface Question {
  readonly method?: string;
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The address that it comes from, somewhere in 127.0.0.0/8. */
  readonly from?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body; of a tRPC answer the data or what `error.data` says. */
  readonly told: Record<string, unknown>;
}

export async function ask(url: string, question: Question = {}): Promise<Answer> {
  const { token, body, headers = {}, from } = question;
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: question.method ?? (text === undefined ? 'GET' : 'POST'),
      headers: {
        // Said in so many words: for DELETE, Node would send the body and not its length.
        ...(text === undefined
          ? {}
          : {
              'content-type': 'application/json',
              'content-length': String(Buffer.byteLength(text)),
            }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(from === undefined ? {} : { localAddress: from }),
    });
    sent.on('error', reject);
    sent.on('response', (answer) => {
      let received = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: received,
          told: toldBy(received),
        }),
      );
    });
    sent.end(text);
  });
}

/** How tRPC refuses a stream: with status 200 and an event. */
const STREAM_ERROR = /^event: serialized-error\ndata: (.*)$/m;

function toldBy(text: string): Record<string, unknown> {
  const streamed = STREAM_ERROR.exec(text)?.[1];
  if (streamed !== undefined) return toldBy(`{"error":${streamed}}`);
  try {
    const body = JSON.parse(text) as Record<string, unknown> & {
      result?: { data: Record<string, unknown> };
      error?: { data: Record<string, unknown> } | string;
    };
    if (body.result !== undefined) return body.result.data;
    return typeof body.error === 'object' ? body.error.data : body;
  } catch {
    return {};
  }
}
