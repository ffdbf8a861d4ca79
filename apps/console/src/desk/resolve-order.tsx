/** Settles a doubt: what the provider says outside of FIX, and where that can be found. */
import { safe } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import type { Order } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { parseDecimal } from '../texts/format.ts';
import { useTexts } from '../texts/texts.ts';
import { Choice, Field, Row } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { useNotice } from '../ui/notices.tsx';

interface ResolveOrderProps {
  readonly order: Order;
  readonly onDone: () => void;
}

/** The execution as the provider tells it. */
interface Told {
  readonly price: string;
  readonly volume: string;
  readonly execId: string;
}

export function ResolveOrder({ order, onDone }: ResolveOrderProps) {
  const texts = useTexts();
  const words = texts.desk.doubts;
  const tell = useNotice();
  const { client } = useDesk();
  const [as, setAs] = useState<'FILLED' | 'NOT_APPLIED'>('NOT_APPLIED');
  const [told, setTold] = useState<Told>({ price: '', volume: String(order.volume), execId: '' });
  const [evidence, setEvidence] = useState('');
  const command = useCommand((orderId: string) => {
    const filled = {
      price: parseDecimal(told.price) ?? 0,
      volume: parseDecimal(told.volume) ?? 0,
      execId: told.execId,
    };
    const execution = as === 'FILLED' ? filled : {};
    return safe(client.admin.orders.resolve.mutate({ orderId, as, evidence, ...execution }));
  });
  const settle = async (): Promise<void> => {
    if ((await command.run(order.id)) === null) return;
    tell(words.done(order.id));
    onDone();
  };
  return (
    <FormDialog
      title={words.resolveTitle(order.id)}
      submit={words.resolve}
      tone="danger"
      command={command}
      onSubmit={settle}
      onClose={onDone}
    >
      <Choice
        label={words.as}
        value={as}
        options={[
          ['NOT_APPLIED', words.asNot],
          ['FILLED', words.asFilled],
        ]}
        onChange={setAs}
      />
      {as === 'FILLED' && <Execution told={told} onTell={setTold} />}
      <Field label={words.evidence} value={evidence} onChange={setEvidence} required />
    </FormDialog>
  );
}

interface ExecutionProps {
  readonly told: Told;
  readonly onTell: (told: Told) => void;
}

function Execution({ told, onTell }: ExecutionProps) {
  const words = useTexts().desk.doubts;
  const field = (key: keyof Told) => ({
    label: words[key],
    value: told[key],
    onChange: (value: string) => onTell({ ...told, [key]: value }),
    required: true,
  });
  return (
    <Row>
      <Field {...field('price')} numeric />
      <Field {...field('volume')} numeric />
      <Field {...field('execId')} />
    </Row>
  );
}
