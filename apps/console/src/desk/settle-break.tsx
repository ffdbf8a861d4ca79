/** Ends the wait of a report that nobody booked. It moves nothing: what is owed was booked before, and the evidence names it. */
import { safe } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useCommand } from '../api/use-command.ts';
import { useTexts } from '../texts/texts.ts';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { useNotice } from '../ui/notices.tsx';
import type { Break } from './breaks-page.tsx';

interface SettleBreakProps {
  readonly one: Break;
  readonly onDone: () => void;
}

export function SettleBreak({ one: { seq }, onDone }: SettleBreakProps) {
  const words = useTexts().desk.breaks;
  const tell = useNotice();
  const { client } = useDesk();
  const [evidence, setEvidence] = useState('');
  const command = useCommand((said: string) =>
    safe(client.admin.breaks.settle.mutate({ seq, evidence: said })),
  );
  const settle = async (): Promise<void> => {
    if ((await command.run(evidence)) === null) return;
    tell(words.done(seq));
    onDone();
  };
  return (
    <FormDialog
      title={words.settleTitle(seq)}
      submit={words.settle}
      tone="danger"
      command={command}
      onSubmit={settle}
      onClose={onDone}
    >
      <p className="wrap">{words.advice}</p>
      <Field label={words.evidence} value={evidence} onChange={setEvidence} required />
    </FormDialog>
  );
}
