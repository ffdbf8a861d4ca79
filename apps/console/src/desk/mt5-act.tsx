/** One act on an MT5 instance, with a reason that the audit keeps. */
import { safe, type OrderClient } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useCommand } from '../api/use-command.ts';
import { useTexts } from '../texts/texts.ts';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { useNotice } from '../ui/notices.tsx';
import type { Mt5Instance } from './mt5-page.tsx';

export interface Mt5Action {
  readonly kind: 'start' | 'stop' | 'reset' | 'updated' | 'remove';
  readonly instance: Mt5Instance;
}

interface Mt5ActProps {
  readonly action: Mt5Action;
  readonly onDone: () => void;
}

export function Mt5Act({ action, onDone }: Mt5ActProps) {
  const { client } = useDesk();
  const texts = useTexts();
  const words = texts.desk.mt5;
  const tell = useNotice();
  const [reason, setReason] = useState('');
  const { instanceId } = action.instance;
  const command = useCommand((why: string) => sent(client, action, why));
  const act = async (): Promise<void> => {
    if ((await command.run(reason)) === null) return;
    tell(words.done(instanceId));
    onDone();
  };
  return (
    <FormDialog
      title={`${words[action.kind]}: ${instanceId}`}
      submit={words[action.kind]}
      command={command}
      onSubmit={act}
      onClose={onDone}
    >
      <Field label={texts.common.reason} value={reason} onChange={setReason} required />
    </FormDialog>
  );
}

/** A stop for good, or credentials that were refused, are overruled only by saying so: that is what a reset is for here. */
function sent({ admin }: OrderClient, { kind, instance }: Mt5Action, reason: string) {
  const { instances } = admin.mt5;
  const { instanceId, credentialsRefused, status } = instance;
  const asked = { instanceId, reason };
  switch (kind) {
    case 'start':
      return safe(instances.start.mutate(asked));
    case 'stop':
      return safe(instances.stop.mutate(asked));
    case 'updated':
      return safe(instances.markUpdated.mutate(asked));
    case 'remove':
      return safe(instances.remove.mutate(asked));
    case 'reset': {
      const force = credentialsRefused || status === 'CLOSED';
      return safe(instances.reset.mutate(force ? { ...asked, force } : asked));
    }
  }
}
