/** The way in. */
import { safe } from '@faultline/client';
import { useState } from 'react';
import { useCommand } from '../api/use-command.ts';
import { CommandFailure } from '../failures/command-failure.tsx';
import { LanguageChoice, ThemeButton } from '../shell/preferences.tsx';
import { useTexts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { client } from './client.ts';

interface Credentials {
  readonly username: string;
  readonly password: string;
}

export function SignInPage({ ended }: { readonly ended: boolean }) {
  const texts = useTexts();
  const words = texts.signIn;
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const command = useCommand((credentials: Credentials) =>
    safe(client.session.signIn(credentials)),
  );
  return (
    <main className="sign-in">
      <div>
        <h1 className="brand">Faultline</h1>
        <p className="faint">{texts.brand.tagline}</p>
        <form
          className="panel form"
          aria-label={words.title}
          onSubmit={(event) => {
            event.preventDefault();
            void command.run({ username, password });
          }}
        >
          {ended && <p role="status">{words.ended}</p>}
          <Field
            label={words.username}
            value={username}
            onChange={setUsername}
            autoComplete="username"
            required
          />
          <Field
            label={words.password}
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="current-password"
            required
          />
          <CommandFailure command={command} />
          <Button submit tone="primary" busy={command.busy}>
            {command.busy ? words.busy : words.submit}
          </Button>
        </form>
        <div className="actions sign-in-foot">
          <LanguageChoice />
          <ThemeButton />
        </div>
      </div>
    </main>
  );
}
