/** Waiting that can be called off. */

/** Resolves after so many milliseconds, or as soon as the signal fires. Never rejects. */
export async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** What an abort means, as an error with a name that tells a deadline from a person. */
export function abortError({ reason }: AbortSignal): Error {
  const name =
    reason instanceof Error && reason.name === 'TimeoutError' ? reason.name : 'AbortError';
  return new DOMException('The call was given up.', name);
}

/** The promise's own end, or the signal's if that comes first. What was begun goes on for others. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(abortError(signal));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
