/** Sets a session's sequence numbers: first what would be lost, then the deed, with a reason that is kept. */
import { safe, type OrderClient } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useCommand } from '../api/use-command.ts';
import { CommandFailure } from '../failures/command-failure.tsx';
import { parseDecimal } from '../texts/format.ts';
import { useTexts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field, Row } from '../ui/field.tsx';
import { useNotice } from '../ui/notices.tsx';

type Reset = Awaited<ReturnType<OrderClient['admin']['fix']['resetSequence']['mutate']>>;

interface ResetNumbersProps {
  readonly sessionId: string;
  readonly onClose: () => void;
}

export function ResetNumbers({ sessionId, onClose }: ResetNumbersProps) {
  const texts = useTexts();
  const words = texts.desk.providers;
  const tell = useNotice();
  const { client } = useDesk();
  const [nextOut, setNextOut] = useState('1');
  const [nextIn, setNextIn] = useState('1');
  const [reason, setReason] = useState('');
  const [preview, setPreview] = useState<Reset | null>(null);
  const command = useCommand((dryRun: boolean) =>
    safe(
      client.admin.fix.resetSequence.mutate({
        sessionId,
        nextOut: parseDecimal(nextOut) ?? 1,
        nextIn: parseDecimal(nextIn) ?? 1,
        dryRun,
        reason,
      }),
    ),
  );
  const run = async (dryRun: boolean): Promise<void> => {
    const reset = await command.run(dryRun);
    if (reset === null) return;
    if (dryRun) return setPreview(reset);
    tell(words.resetDone(sessionId));
    onClose();
  };
  return (
    <Dialog title={words.resetTitle(sessionId)} onClose={onClose}>
      <div className="form">
        <Row>
          <Field label={words.nextOut} value={nextOut} onChange={setNextOut} numeric />
          <Field label={words.nextIn} value={nextIn} onChange={setNextIn} numeric />
        </Row>
        <Field label={texts.common.reason} value={reason} onChange={setReason} required />
        {preview !== null && <WhatIsLost reset={preview} />}
        <CommandFailure command={command} />
        <div className="actions actions-end">
          <Button onPress={onClose}>{texts.common.cancel}</Button>
          <Button disabled={reason === ''} busy={command.busy} onPress={() => void run(true)}>
            {words.preview}
          </Button>
          <Button
            tone="danger"
            disabled={preview === null || reason === ''}
            busy={command.busy}
            onPress={() => void run(false)}
          >
            {words.apply}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function WhatIsLost({ reset }: { readonly reset: Reset }) {
  const words = useTexts().desk.providers;
  const { lost, incoming, inDoubt, before, after } = reset;
  const nothing = lost.length === 0 && incoming === null && inDoubt.length === 0;
  return (
    <div className="preview" data-preview="reset">
      <p>
        {before.nextOut} / {before.nextIn} → {after.nextOut} / {after.nextIn}
      </p>
      {nothing && <p className="good">{words.nothingLost}</p>}
      {lost.length > 0 && (
        <p className="warn">
          {words.lost}: {lost.map(({ seq, msgType }) => `${seq} (${msgType})`).join(', ')}
        </p>
      )}
      {incoming !== null && (
        <p className="warn">
          {words.incoming(
            words.kinds[incoming.kind],
            String(incoming.fromSeq),
            String(incoming.toSeq),
          )}
        </p>
      )}
      {inDoubt.length > 0 && (
        <p className="bad">
          {words.inDoubt}: <span className="mono">{inDoubt.join(', ')}</span>
        </p>
      )}
    </div>
  );
}
