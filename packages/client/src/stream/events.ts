/** Server-sent events out of the bytes of an answer, by the rules of the HTML standard as far as our servers use them. */

export interface ServerEvent {
  /** `message` unless the server names it. */
  readonly type: string;
  readonly data: string;
}

/** Far above the largest item there is; whoever sends more is not our server. */
const EVENT_CHARS_MAX = 4_000_000;

/** @param onBytes - Called with every sign of life, comments included. */
export async function* eventsIn(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      text += decoder.decode(value, { stream: true });
      if (text.length > EVENT_CHARS_MAX) throw new RangeError('an event without an end');
      const blocks = text.split(/\r?\n\r?\n/);
      text = blocks.pop() ?? '';
      for (const block of blocks) yield* eventIn(block);
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function* eventIn(block: string): Generator<ServerEvent> {
  let type = 'message';
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    if (line.startsWith('event:')) type = line.slice(6).trim();
    if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
  }
  if (data.length > 0) yield { type, data: data.join('\n') };
}
