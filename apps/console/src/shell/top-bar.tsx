/** The bar at the top: where to go, which account, how the line is, language, light or dark, and the way out. */
import type { LineState } from '@faultline/client';
import { Link, useLocation } from 'wouter';
import { useDesk } from '../api/desk-context.ts';
import { useSpeech } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/field.tsx';
import { LineHealth } from './line-health.tsx';
import { pagesFor } from './pages.tsx';
import { LanguageChoice, ThemeButton } from './preferences.tsx';

export function TopBar({ line }: { readonly line: LineState }) {
  const { texts } = useSpeech();
  const { me, account } = useDesk();
  return (
    <header className="top">
      <span className="brand">Faultline</span>
      <nav aria-label={texts.nav.main}>
        {pagesFor(me.user.role).map(({ path, name }) => (
          <NavLink key={path} path={path} text={texts.nav[name]} />
        ))}
      </nav>
      <div className="top-end">
        {account !== null && <LineHealth line={line} />}
        <AccountChoice />
        <LanguageChoice />
        <ThemeButton />
        <SignOutButton />
      </div>
    </header>
  );
}

function NavLink({ path, text }: { readonly path: string; readonly text: string }) {
  const [location] = useLocation();
  return (
    <Link href={path} aria-current={location === path ? 'page' : undefined}>
      {text}
    </Link>
  );
}

function AccountChoice() {
  const { texts } = useSpeech();
  const { me, account, chooseAccount } = useDesk();
  if (account === null) return null;
  return (
    <Choice
      bare
      label={texts.bar.account}
      value={String(account.id)}
      options={me.accounts.map(({ id, accountNumber, currency }) => [
        String(id),
        `${accountNumber} · ${currency}`,
      ])}
      onChange={(id) => chooseAccount(Number(id))}
    />
  );
}

function SignOutButton() {
  const { texts } = useSpeech();
  const { me, signOut } = useDesk();
  return (
    <Button onPress={signOut}>
      {texts.signIn.signOut} <span className="faint">{me.user.username}</span>
    </Button>
  );
}
