/** Who did what, from what to what, why; and whether the chain still holds. */
import { failure, type OrderClient } from '@faultline/client';
import { useQuery } from '@tanstack/react-query';
import { useDesk } from '../api/desk-context.ts';
import { FailureCard } from '../failures/failure-card.tsx';
import { PagedTable } from '../history/paged-table.tsx';
import { usePages } from '../history/use-pages.ts';
import { formatTime } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Panel } from '../ui/panel.tsx';
import type { Column } from '../ui/table.tsx';

type Entry = Awaited<ReturnType<OrderClient['admin']['audit']['list']['query']>>['items'][number];

export function AuditPage() {
  const { client, me } = useDesk();
  const { texts } = useSpeech();
  const words = texts.desk.audit;
  const pages = usePages<Entry>(['audit'], (page) => client.admin.audit.list.query(page));
  return (
    <Panel title={words.title}>
      {me.user.role === 'ADMIN' && <Verify />}
      <PagedTable
        caption={words.title}
        columns={useAuditColumns()}
        pages={pages}
        keyOf={({ seq }) => seq}
        empty={words.none}
      />
    </Panel>
  );
}

function Verify() {
  const { client } = useDesk();
  const words = useSpeech().texts.desk.audit;
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['verify'],
    queryFn: () => client.admin.audit.verify.query({}),
    enabled: false,
  });
  return (
    <div className="actions">
      <Button busy={isFetching} onPress={() => void refetch()}>
        {words.verify}
      </Button>
      {error !== null && <FailureCard failure={failure(error)} />}
      {data !== undefined && (
        <p className={data.ok ? 'good' : 'bad'} role="status">
          {data.ok
            ? words.verified
            : words.broken(data.unexplainedAccounts.join(', '), String(data.auditBreak ?? '–'))}
        </p>
      )}
    </div>
  );
}

/** What was there, one field a line. */
function Fields({ value }: { readonly value: unknown }) {
  if (value === null) return '–';
  const fields = value instanceof Object ? Object.entries(value) : [['', value] as const];
  const textOf = (field: unknown): string =>
    typeof field === 'string' ? field : JSON.stringify(field);
  return (
    <ul className="mono wrap plain-list">
      {fields.map(([name, field]) => (
        <li key={name}>
          {name !== '' && <span className="faint">{name} </span>}
          {textOf(field)}
        </li>
      ))}
    </ul>
  );
}

function useAuditColumns(): readonly Column<Entry>[] {
  const { locale, texts } = useSpeech();
  const words = texts.desk.audit;
  return [
    { key: 'seq', title: '#', figure: true, cell: ({ seq }) => seq },
    { key: 'at', title: texts.history.time, cell: ({ at }) => formatTime(locale, at) },
    { key: 'actor', title: words.actor, cell: ({ actorId, role }) => `${actorId} (${role})` },
    {
      key: 'action',
      title: words.action,
      cell: ({ action }) => <span className="mono">{action}</span>,
    },
    { key: 'target', title: words.target, cell: ({ target }) => target },
    {
      key: 'before',
      title: words.before,
      cell: ({ before }) => <Fields value={before} />,
    },
    {
      key: 'after',
      title: words.after,
      cell: ({ after }) => <Fields value={after} />,
    },
    {
      key: 'reason',
      title: texts.common.reason,
      cell: ({ reason }) => <span className="wrap">{reason ?? '–'}</span>,
    },
  ];
}
