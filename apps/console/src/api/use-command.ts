/** One command at a time, as React state: what is under way, and how it failed. */
import { type Failure, type Result } from '@faultline/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

export interface Command<I, T> {
  readonly busy: boolean;
  readonly failure: Failure | null;
  /** What was sent last, so that it can be sent again. */
  readonly last: I | null;
  readonly run: (input: I) => Promise<T | null>;
  readonly dismiss: () => void;
}

/** A page that is slow to read again holds nobody up for longer. */
const READ_WITHIN_MS = 3_000;

interface Manner {
  /** The command is over when its page has been read again: for forms that begin with what the page shows. */
  readonly isOverWhenShown?: boolean;
}

/** After a command, whatever its end, what is shown is read again. */
export function useCommand<I, T>(
  send: (input: I) => Promise<Result<T, Failure>>,
  { isOverWhenShown = false }: Manner = {},
): Command<I, T> {
  const cache = useQueryClient();
  const [state, setState] = useState<{ busy: boolean; failure: Failure | null; last: I | null }>({
    busy: false,
    failure: null,
    last: null,
  });
  const run = async (input: I): Promise<T | null> => {
    setState({ busy: true, failure: null, last: input });
    const result = await send(input);
    const shown = cache.invalidateQueries();
    if (isOverWhenShown && result.ok) await Promise.race([shown, pause(READ_WITHIN_MS)]);
    setState({ busy: false, failure: result.ok ? null : result.error, last: input });
    return result.ok ? result.data : null;
  };
  return { ...state, run, dismiss: () => setState({ busy: false, failure: null, last: null }) };
}

const pause = async (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
