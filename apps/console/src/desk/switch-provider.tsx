/** Switches a provider on or off: one that is off gets no orders, and what is under way goes on. */
import { safe } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useCommand } from '../api/use-command.ts';
import { useTexts } from '../texts/texts.ts';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { useNotice } from '../ui/notices.tsx';

interface SwitchProviderProps {
  readonly lp: string;
  readonly enabled: boolean;
  readonly onDone: () => void;
}

export function SwitchProvider({ lp, enabled, onDone }: SwitchProviderProps) {
  const { client } = useDesk();
  const texts = useTexts();
  const words = texts.desk.provider;
  const tell = useNotice();
  const [reason, setReason] = useState('');
  const command = useCommand((why: string) =>
    safe(client.admin.lp.setEnabled.mutate({ lp, enabled, reason: why })),
  );
  const change = async (): Promise<void> => {
    if ((await command.run(reason)) === null) return;
    tell(words.saved(lp));
    onDone();
  };
  const word = enabled ? words.enable : words.disable;
  return (
    <FormDialog
      title={`${word}: ${lp}`}
      submit={word}
      tone={enabled ? 'primary' : 'danger'}
      command={command}
      onSubmit={change}
      onClose={onDone}
    >
      <Field label={texts.common.reason} value={reason} onChange={setReason} required />
    </FormDialog>
  );
}
