/** Withdrawals that wait for a decision, or for the money to go out. */
import { safe } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useCommand } from '../api/use-command.ts';
import { PagedTable } from '../history/paged-table.tsx';
import { usePages } from '../history/use-pages.ts';
import {
  useHeldUntil,
  useWithdrawalColumns,
  type Withdrawal,
} from '../money/withdrawal-columns.tsx';
import { formatMinute } from '../texts/format.ts';
import { useSpeech, useTexts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { useNotice } from '../ui/notices.tsx';
import { Panel } from '../ui/panel.tsx';
import type { Column } from '../ui/table.tsx';

type Decision = 'approve' | 'reject' | 'markPaid';

interface Decided {
  readonly decision: Decision;
  readonly withdrawal: Withdrawal;
}

export function DeskWithdrawalsPage() {
  const { client, me } = useDesk();
  const words = useTexts().desk.withdrawals;
  const [decided, decide] = useState<Decided | null>(null);
  const pages = usePages<Withdrawal>(['desk-withdrawals'], (page) =>
    client.admin.withdrawals.list.query(page),
  );
  const columns: readonly Column<Withdrawal>[] = [
    ...useWithdrawalColumns(),
    {
      key: 'act',
      title: '',
      cell: (withdrawal) => (
        <span className="actions">
          {me.user.role === 'ADMIN' &&
            decisionsOn(withdrawal).map((decision) => (
              <Button
                key={decision}
                label={`${words[decision]} ${withdrawal.id}`}
                onPress={() => decide({ decision, withdrawal })}
              >
                {words[decision]}
              </Button>
            ))}
        </span>
      ),
    },
  ];
  return (
    <Panel title={words.title}>
      <PagedTable
        caption={words.title}
        columns={columns}
        pages={pages}
        keyOf={({ id }) => id}
        empty={words.none}
      />
      {decided !== null && <Decide decided={decided} onDone={() => decide(null)} />}
    </Panel>
  );
}

const decisionsOn = ({ status }: Withdrawal): readonly Decision[] =>
  status === 'REQUESTED'
    ? ['approve', 'reject']
    : status === 'APPROVED'
      ? ['markPaid', 'reject']
      : [];

function Decide({ decided, onDone }: { readonly decided: Decided; readonly onDone: () => void }) {
  const { client } = useDesk();
  const { locale, texts } = useSpeech();
  const words = texts.desk.withdrawals;
  const heldUntil = useHeldUntil();
  const tell = useNotice();
  const [reason, setReason] = useState('');
  const { id } = decided.withdrawal;
  const command = useCommand((why: string) => {
    const { approve, reject, markPaid } = client.admin.withdrawals;
    const withdrawal = { withdrawalId: id };
    if (decided.decision === 'markPaid') return safe(markPaid.mutate(withdrawal));
    const told = { ...withdrawal, reason: why };
    return decided.decision === 'approve' ? safe(approve.mutate(told)) : safe(reject.mutate(told));
  });
  const held = decided.decision === 'reject' ? null : heldUntil(decided.withdrawal);
  const act = async (): Promise<void> => {
    if ((await command.run(reason)) === null) return;
    tell(words.done(id));
    onDone();
  };
  return (
    <FormDialog
      title={`${words[decided.decision]} ${id}`}
      submit={words[decided.decision]}
      command={command}
      held={held !== null}
      onSubmit={act}
      onClose={onDone}
    >
      {held !== null && <p className="warn">{words.held(formatMinute(locale, held))}</p>}
      {decided.decision !== 'markPaid' && (
        <Field label={texts.common.reason} value={reason} onChange={setReason} required />
      )}
    </FormDialog>
  );
}
