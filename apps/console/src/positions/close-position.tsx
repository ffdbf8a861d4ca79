/** Closes a position at the market, whole or in part. */
import { safe } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import type { Position } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { formatGain, parseDecimal } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { useNotice } from '../ui/notices.tsx';

interface PositionDialogProps {
  readonly position: Position;
  readonly onDone: () => void;
}

export function ClosePosition({ position, onDone }: PositionDialogProps) {
  const { locale, texts } = useSpeech();
  const tell = useNotice();
  const { client, account } = useDesk();
  const [volume, setVolume] = useState(String(position.volume));
  const command = useCommand((lots: number | null) =>
    safe(
      client.positions.close.mutate({
        positionId: position.id,
        ...(lots === null || lots === position.volume ? {} : { volume: lots }),
      }),
    ),
  );
  const close = async (): Promise<void> => {
    const closed = await command.run(parseDecimal(volume));
    if (closed === null) return;
    const profit = formatGain(locale, closed.deal?.profit ?? null, account?.currency ?? 'USD');
    tell(texts.positions.closed(String(position.id), profit));
    onDone();
  };
  return (
    <FormDialog
      title={texts.positions.closeTitle(String(position.id), position.symbol)}
      submit={texts.positions.close}
      tone="danger"
      command={command}
      onSubmit={close}
      onClose={onDone}
    >
      <Field
        label={texts.positions.closeVolume}
        value={volume}
        onChange={setVolume}
        numeric
        required
      />
    </FormDialog>
  );
}
