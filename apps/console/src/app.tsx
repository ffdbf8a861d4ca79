/** The page as a whole: in whose language, for whom, and which of its parts. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { failure } from '@faultline/client';
import { useEffect, useMemo, useState } from 'react';
import { DeskContext, type Desk } from './api/desk-context.ts';
import { FailureCard } from './failures/failure-card.tsx';
import { client, speakTo } from './session/client.ts';
import { SignInPage } from './session/sign-in-page.tsx';
import { useSession } from './session/use-session.ts';
import { Shell } from './shell/shell.tsx';
import {
  isLocale,
  preferredLocale,
  SpeechContext,
  textsIn,
  useTexts,
  type Locale,
} from './texts/texts.ts';
import { Notices } from './ui/notices.tsx';

const LOCALE_KEY = 'faultline.locale';

function firstLocale(): Locale {
  const kept = localStorage.getItem(LOCALE_KEY);
  return isLocale(kept) ? kept : preferredLocale(navigator.languages);
}

export function App() {
  const [locale, setLocale] = useState(firstLocale);
  const speech = useMemo(
    () => ({
      locale,
      texts: textsIn(locale),
      speak: (chosen: Locale) => {
        localStorage.setItem(LOCALE_KEY, chosen);
        setLocale(chosen);
      },
    }),
    [locale],
  );
  useEffect(() => {
    document.documentElement.lang = locale;
    speakTo(locale);
  }, [locale]);
  return (
    <SpeechContext value={speech}>
      <Notices>
        <Door />
      </Notices>
    </SpeechContext>
  );
}

function Door() {
  const session = useSession();
  const cache = useQueryClient();
  const userId = session.signedIn ? session.user.id : null;
  const [cleanFor, setCleanFor] = useState(userId);
  useEffect(() => {
    // Nobody sees what the one before has seen.
    cache.clear();
    setCleanFor(userId);
  }, [userId, cache]);
  if (!session.signedIn) return <SignInPage ended={session.failure !== null} />;
  return cleanFor === userId && <SignedIn key={userId} />;
}

const ME_AGAIN_MS = 5_000;

function SignedIn() {
  const texts = useTexts();
  const [accountId, chooseAccount] = useState<number | null>(null);
  const { data: me, error } = useQuery({
    queryKey: ['me'],
    queryFn: () => client.auth.me.query({}),
    refetchInterval: ({ state }) => (state.data === undefined ? ME_AGAIN_MS : false),
  });
  const desk = useMemo<Desk | null>(
    () =>
      me === undefined
        ? null
        : {
            client,
            me,
            account: me.accounts.find(({ id }) => id === accountId) ?? me.accounts[0] ?? null,
            chooseAccount,
            signOut: () => void client.session.signOut({}).catch(() => undefined),
          },
    [me, accountId],
  );
  if (desk === null) {
    return (
      <main>
        {error === null ? <p>{texts.common.loading}</p> : <FailureCard failure={failure(error)} />}
      </main>
    );
  }
  return (
    <DeskContext value={desk}>
      <Shell />
    </DeskContext>
  );
}
