/** Sets or takes away a position's stop loss and take profit. */
import { safe } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import type { Position } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { parseDecimal } from '../texts/format.ts';
import { useTexts } from '../texts/texts.ts';
import { Field, Row } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { useNotice } from '../ui/notices.tsx';

interface ModifyPositionProps {
  readonly position: Position;
  readonly onDone: () => void;
}

interface Levels {
  readonly sl: number | null;
  readonly tp: number | null;
}

export function ModifyPosition({ position, onDone }: ModifyPositionProps) {
  const texts = useTexts();
  const tell = useNotice();
  const { client } = useDesk();
  const [sl, setSl] = useState(String(position.sl ?? ''));
  const [tp, setTp] = useState(String(position.tp ?? ''));
  const command = useCommand((levels: Levels) =>
    safe(client.positions.modify.mutate({ positionId: position.id, ...levels })),
  );
  const save = async (): Promise<void> => {
    const modified = await command.run({ sl: parseDecimal(sl), tp: parseDecimal(tp) });
    if (modified === null) return;
    tell(texts.positions.modified(String(position.id)));
    onDone();
  };
  return (
    <FormDialog
      title={texts.positions.modifyTitle(String(position.id), position.symbol)}
      submit={texts.common.save}
      command={command}
      onSubmit={save}
      onClose={onDone}
    >
      <Row>
        <Field label={texts.ticket.sl} value={sl} onChange={setSl} numeric />
        <Field label={texts.ticket.tp} value={tp} onChange={setTp} numeric />
      </Row>
      <p className="faint">{texts.positions.emptyRemoves}</p>
    </FormDialog>
  );
}
