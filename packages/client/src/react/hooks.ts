/** Hooks for what changes by itself: the sign-in, a line, and the words for a failure. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Failure } from '../failure.ts';
import { speak } from '../languages.ts';
import type { LanguageOptions, Sentences, Speak } from '../messages/index.ts';
import type { SessionState } from '../session/session.ts';
import type { Follow, ItemOf, OpenLine, Streams } from '../stream/follow.ts';
import type { Health } from '../stream/health.ts';
import { useClient } from './context.ts';

/** Who is signed in, or why nobody is. */
export function useSession(): SessionState {
  const { session } = useClient();
  return useSyncExternalStore(session.onChange, session.state, session.state);
}

type Handlers<P extends keyof Streams> = Parameters<Follow<P>>[1];
type Input<P extends keyof Streams> = Parameters<Follow<P>>[0];

/** A line as long as the component stands; `null` as input closes it. Says how the line does. */
function useLine<P extends keyof Streams>(
  follow: Follow<P>,
  input: Input<P> | null,
  handlers: Handlers<P>,
): Health | null {
  const [health, setHealth] = useState<Health | null>(null);
  // The newest handlers hear the line that the first ones opened.
  const latest = useRef(handlers);
  latest.current = handlers;
  const asked = JSON.stringify(input);
  useEffect(() => {
    const wanted = JSON.parse(asked) as Input<P> | null;
    if (wanted === null) return undefined;
    const line: OpenLine = follow(wanted, {
      ...latest.current,
      onEvent: (item: ItemOf<P>) => latest.current.onEvent(item),
      onFailure: (failed) => latest.current.onFailure?.(failed),
      onHealth: (news) => {
        setHealth(news);
        latest.current.onHealth?.(news);
      },
    });
    setHealth(line.health);
    return line.close;
  }, [follow, asked]);
  return health;
}

/** What happens on an account, each event once. */
export const useAccountEvents = (
  input: Input<'account.stream'> | null,
  handlers: Handlers<'account.stream'>,
): Health | null => useLine(useClient().account.follow, input, handlers);

/** Prices as they change. */
export const useQuotes = (
  input: Input<'quotes.stream'> | null,
  handlers: Handlers<'quotes.stream'>,
): Health | null => useLine(useClient().quotes.follow, input, handlers);

/** A language, once it is loaded. */
export function useSpeak(locale: string, options: LanguageOptions = {}): Speak | null {
  const [loaded, setLoaded] = useState<Speak | null>(null);
  const { timeZone, audience } = options;
  useEffect(() => {
    let isWanted = true;
    const wished = { ...(timeZone ? { timeZone } : {}), ...(audience ? { audience } : {}) };
    speak(locale, wished).then(
      (one) => isWanted && setLoaded(() => one),
      // Without the file the English message on the failure itself remains.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [locale, timeZone, audience]);
  return loaded;
}

/** A failure in words: its own message until the language is loaded. */
export function useSentences(
  failed: Pick<Failure, 'code' | 'details' | 'message'> | null,
  locale: string,
): Sentences | null {
  const say = useSpeak(locale);
  if (failed === null) return null;
  const { message } = failed;
  return say === null ? { message, detail: message, reason: null, solution: [] } : say(failed);
}
