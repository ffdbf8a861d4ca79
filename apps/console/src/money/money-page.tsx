/** Taking money out: what may be taken, asking for it, and what became of it. */
import { safe } from '@faultline/client';
import { useQuery } from '@tanstack/react-query';
import { useDesk } from '../api/desk-context.ts';
import { useCommand } from '../api/use-command.ts';
import { CommandFailure } from '../failures/command-failure.tsx';
import { PagedTable } from '../history/paged-table.tsx';
import { usePages } from '../history/use-pages.ts';
import { formatMoney, formatMinute } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { useNotice } from '../ui/notices.tsx';
import { Panel } from '../ui/panel.tsx';
import type { Column } from '../ui/table.tsx';
import { useWithdrawalColumns, type Withdrawal } from './withdrawal-columns.tsx';
import { WithdrawalForm } from './withdrawal-form.tsx';

export function MoneyPage() {
  return (
    <>
      <div className="columns">
        <WithdrawalForm />
        <Limits />
      </div>
      <WithdrawalList />
    </>
  );
}

function Limits() {
  const { client, account } = useDesk();
  const { locale, texts } = useSpeech();
  const words = texts.money;
  const { data } = useQuery({
    queryKey: ['withdrawal-limits', account?.id],
    queryFn: () =>
      client.withdrawals.limits.query(account === null ? {} : { accountId: account.id }),
  });
  const money = (amount: number): string => formatMoney(locale, amount, data?.currency ?? 'USD');
  return (
    <Panel title={words.limits}>
      {data === undefined ? (
        <p>{texts.common.loading}</p>
      ) : (
        <dl className="facts">
          {(['daily', 'monthly'] as const).map((period) => (
            <div key={period} className="fact">
              <dt>{words[period]}</dt>
              <dd>
                {words.usedOf(money(data[period].used), money(data[period].limit))}{' '}
                <span className="faint">
                  {words.resets(formatMinute(locale, data[period].resetsAt))}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}

function WithdrawalList() {
  const { client, account } = useDesk();
  const { texts } = useSpeech();
  const words = texts.money;
  const tell = useNotice();
  const of = account === null ? {} : { accountId: account.id };
  const pages = usePages(['withdrawals', account?.id], (page) =>
    client.withdrawals.list.query({ ...of, ...page }),
  );
  const cancel = useCommand((withdrawalId: string) =>
    safe(client.withdrawals.cancel.mutate({ withdrawalId })),
  );
  const takeBack = async (id: string): Promise<void> => {
    if ((await cancel.run(id)) !== null) tell(`${id}: ${words.statuses.CANCELLED}`);
  };
  const columns: readonly Column<Withdrawal>[] = [
    ...useWithdrawalColumns(),
    {
      key: 'act',
      title: '',
      cell: ({ id, status }) =>
        status === 'REQUESTED' && (
          <Button label={`${words.cancel} ${id}`} onPress={() => void takeBack(id)}>
            {words.cancel}
          </Button>
        ),
    },
  ];
  return (
    <Panel title={words.title}>
      <CommandFailure command={cancel} />
      <PagedTable
        caption={words.title}
        columns={columns}
        pages={pages}
        keyOf={({ id }) => id}
        empty={words.none}
      />
    </Panel>
  );
}
