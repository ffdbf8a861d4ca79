/** Reports of providers that nobody booked, and who has settled which of them, by what evidence. */
import type { OrderClient } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { PagedTable } from '../history/paged-table.tsx';
import { usePages } from '../history/use-pages.ts';
import { formatNumber, formatTime } from '../texts/format.ts';
import { useSpeech, useTexts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/field.tsx';
import { Panel } from '../ui/panel.tsx';
import type { Column } from '../ui/table.tsx';
import { SettleBreak } from './settle-break.tsx';

export type Break = Awaited<
  ReturnType<OrderClient['admin']['breaks']['list']['query']>
>['items'][number];

const STATUSES = ['OPEN', 'SETTLED'] as const;
const AGAIN_MS = 2_000;
/** As many as a provider may tell. */
const PRICE_DIGITS = 10;

export function BreaksPage() {
  const { client, me } = useDesk();
  const words = useTexts().desk.breaks;
  const [status, look] = useState<(typeof STATUSES)[number]>('OPEN');
  const [chosen, choose] = useState<Break | null>(null);
  const pages = usePages<Break>(
    ['breaks', status],
    (page) => client.admin.breaks.list.query({ status, ...page }),
    AGAIN_MS,
  );
  const act: Column<Break> = {
    key: 'act',
    title: '',
    cell: (one) =>
      one.settledAt === null &&
      me.user.role === 'ADMIN' && (
        <Button label={`${words.settle} ${one.seq}`} onPress={() => choose(one)}>
          {words.settle}
        </Button>
      ),
  };
  return (
    <Panel title={words.title}>
      <Choice
        label={words.status}
        value={status}
        options={STATUSES.map((key) => [key, words.statuses[key]])}
        onChange={look}
      />
      <PagedTable
        caption={words.title}
        columns={[...useBreakColumns(), act]}
        pages={pages}
        keyOf={({ seq }) => seq}
        empty={words.none[status]}
      />
      {chosen !== null && <SettleBreak one={chosen} onDone={() => choose(null)} />}
    </Panel>
  );
}

function useBreakColumns(): readonly Column<Break>[] {
  const { locale, texts } = useSpeech();
  const words = texts.desk.breaks;
  return [
    { key: 'seq', title: '#', figure: true, cell: ({ seq }) => seq },
    { key: 'at', title: texts.history.time, cell: ({ at }) => formatTime(locale, at) },
    { key: 'order', title: words.order, cell: ({ orderId }) => orderId },
    { key: 'lp', title: words.provider, cell: ({ lp }) => lp },
    { key: 'kind', title: words.kind, cell: ({ kind }) => <span className="mono">{kind}</span> },
    { key: 'exec', title: words.execId, cell: ({ execId }) => execId ?? '–' },
    { key: 'qty', title: words.qty, figure: true, cell: ({ qty }) => formatNumber(locale, qty) },
    {
      key: 'price',
      title: words.price,
      figure: true,
      cell: ({ price }) => formatNumber(locale, price, PRICE_DIGITS),
    },
    {
      key: 'reason',
      title: words.reason,
      cell: (one) => (
        <>
          <span className="wrap">{one.reason}</span>
          {one.settledAt !== null && (
            <p className="wrap faint">
              {words.settledBy(one.settledBy ?? '–', formatTime(locale, one.settledAt))}{' '}
              {one.evidence}
            </p>
          )}
        </>
      ),
    },
  ];
}
