/** Asks for money to be paid out. */
import { safe } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useCommand } from '../api/use-command.ts';
import { CommandFailure } from '../failures/command-failure.tsx';
import { formatMinute, parseDecimal } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Choice, Field, Row } from '../ui/field.tsx';
import { useNotice } from '../ui/notices.tsx';
import { Panel } from '../ui/panel.tsx';

const METHODS = ['BANK_TRANSFER', 'CRYPTO'] as const;

interface Asked {
  readonly amount: number;
  readonly method: (typeof METHODS)[number];
  readonly destination: string;
}

export function WithdrawalForm() {
  const { locale, texts } = useSpeech();
  const words = texts.money;
  const tell = useNotice();
  const { client, account } = useDesk();
  const [amount, setAmount] = useState('');
  const [method, setMethod] = useState<Asked['method']>('BANK_TRANSFER');
  const [destination, setDestination] = useState('');
  const of = account === null ? {} : { accountId: account.id };
  const command = useCommand((asked: Asked) =>
    safe(client.withdrawals.request.mutate({ ...of, ...asked })),
  );
  const value = parseDecimal(amount);
  const request = async (): Promise<void> => {
    if (value === null) return;
    const requested = await command.run({ amount: value, method, destination });
    if (requested === null) return;
    const { id, lockedUntil } = requested;
    tell(words.requested(id));
    if (lockedUntil !== null) tell(words.newPlace(formatMinute(locale, lockedUntil)));
    setAmount('');
  };
  return (
    <Panel title={words.request}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void request();
        }}
      >
        <Row>
          <Field
            label={words.amount}
            value={amount}
            onChange={setAmount}
            numeric
            required
            invalid={amount !== '' && value === null}
          />
          <Choice
            label={words.method}
            value={method}
            options={METHODS.map((key) => [key, words.methods[key]])}
            onChange={setMethod}
          />
        </Row>
        <Field label={words.destination} value={destination} onChange={setDestination} required />
        <CommandFailure command={command} />
        <Button submit tone="primary" busy={command.busy}>
          {words.request}
        </Button>
      </form>
    </Panel>
  );
}
