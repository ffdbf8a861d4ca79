/** Open positions with their live profit, and the two things to do with one. */
import { safe } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { usePositions, type Position } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { CommandFailure } from '../failures/command-failure.tsx';
import { Refusals } from '../failures/refusals.tsx';
import type { CodeAndDetails } from '../failures/told.ts';
import { useTexts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useNotice } from '../ui/notices.tsx';
import { Table } from '../ui/table.tsx';
import { ClosePosition } from './close-position.tsx';
import { ModifyPosition } from './modify-position.tsx';
import { usePositionColumns, type PositionAct } from './position-columns.tsx';

export function PositionsPanel() {
  const texts = useTexts();
  const { data: positions = [] } = usePositions();
  const [act, setAct] = useState<PositionAct | null>(null);
  const [closingAll, setClosingAll] = useState(false);
  const columns = usePositionColumns(setAct);
  const position = positions.find(({ id }) => id === act?.positionId);
  const done = (): void => setAct(null);
  return (
    <>
      <Table
        caption={texts.positions.title}
        columns={columns}
        rows={positions}
        keyOf={({ id }) => id}
        empty={texts.positions.none}
        toneOf={({ status }) => (status === 'CLOSING' ? 'doubt' : undefined)}
      />
      {positions.length > 1 && (
        <div className="actions actions-end">
          <Button onPress={() => setClosingAll(true)}>{texts.positions.closeAll}</Button>
        </div>
      )}
      {position !== undefined && act?.kind === 'close' && (
        <ClosePosition position={position} onDone={done} />
      )}
      {position !== undefined && act?.kind === 'modify' && (
        <ModifyPosition position={position} onDone={done} />
      )}
      {closingAll && <CloseAll positions={positions} onDone={() => setClosingAll(false)} />}
    </>
  );
}

interface CloseAllProps {
  readonly positions: readonly Position[];
  readonly onDone: () => void;
}

function CloseAll({ onDone }: CloseAllProps) {
  const texts = useTexts();
  const tell = useNotice();
  const { client, account } = useDesk();
  const [failed, setFailed] = useState<readonly CodeAndDetails[]>([]);
  const command = useCommand((accountId: number) =>
    safe(client.positions.closeMany.mutate({ accountId, filter: 'ALL' })),
  );
  const close = async (): Promise<void> => {
    const many = account === null ? null : await command.run(account.id);
    if (many === null) return;
    const counts = [String(many.closed.length), String(many.failed.length)] as const;
    tell(texts.positions.closedMany(...counts), many.failed.length > 0 ? 'bad' : 'good');
    if (many.failed.length === 0) return onDone();
    setFailed(many.failed);
  };
  return (
    <Dialog title={texts.positions.closeAll} onClose={onDone}>
      <div className="form">
        <p>{texts.positions.sure}</p>
        <Refusals refusals={failed} />
        <CommandFailure command={command} />
        <div className="actions actions-end">
          <Button onPress={onDone}>{texts.common.cancel}</Button>
          <Button tone="danger" busy={command.busy} onPress={() => void close()}>
            {texts.positions.closeAll}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
