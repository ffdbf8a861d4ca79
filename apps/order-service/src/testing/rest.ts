/** REST as a person with curl would use it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export interface Request {
  readonly method?: string;
  readonly token?: string | null;
  readonly body?: unknown;
  /** Sent as it is, for what is no JSON. */
  readonly raw?: string;
  readonly headers?: Record<string, string>;
}

export async function rest(url: string, request: Request = {}): Promise<Answer> {
  const { token, body, raw, headers = {} } = request;
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const answer = await fetch(url, {
    method: request.method ?? (text === undefined ? 'GET' : 'POST'),
    headers: {
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    ...(text === undefined ? {} : { body: text }),
  });
  const received = await answer.text();
  const parsed: unknown = received === '' ? {} : JSON.parse(received);
  return { status: answer.status, headers: answer.headers, body: parsed as Answer['body'] };
}
