/** Puts an MT5 account under supervision. The password goes in and never comes out again. */
import { safe } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useCommand } from '../api/use-command.ts';
import { useTexts } from '../texts/texts.ts';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { useNotice } from '../ui/notices.tsx';

const EMPTY = { instanceId: '', server: '', login: '', password: '' };
const FIELDS = [
  ['instanceId', 'instance'],
  ['server', 'server'],
  ['login', 'login'],
  ['password', 'password'],
] as const;

export function AddMt5Instance({ onDone }: { readonly onDone: () => void }) {
  const { client } = useDesk();
  const texts = useTexts();
  const words = texts.desk.mt5;
  const tell = useNotice();
  const [typed, setTyped] = useState(EMPTY);
  const command = useCommand(({ login, ...rest }: typeof EMPTY) =>
    safe(client.admin.mt5.instances.create.mutate({ ...rest, login: Number(login) })),
  );
  const add = async (): Promise<void> => {
    if ((await command.run(typed)) === null) return;
    tell(words.done(typed.instanceId));
    onDone();
  };
  return (
    <FormDialog
      title={words.add}
      submit={words.add}
      command={command}
      onSubmit={add}
      onClose={onDone}
    >
      {FIELDS.map(([key, name]) => (
        <Field
          key={key}
          label={words[name]}
          type={key === 'password' ? 'password' : 'text'}
          autoComplete={key === 'password' ? 'new-password' : 'off'}
          value={typed[key]}
          onChange={(value) => setTyped({ ...typed, [key]: value })}
          required
        />
      ))}
    </FormDialog>
  );
}
