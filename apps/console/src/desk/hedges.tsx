/** How the house's cover of its own book stands, symbol by symbol, and why it is behind where it is. */
import type { OrderClient } from '@faultline/client';
import { useQuery } from '@tanstack/react-query';
import { useDesk } from '../api/desk-context.ts';
import { formatNumber, formatTime } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Panel } from '../ui/panel.tsx';
import { Table, type Column } from '../ui/table.tsx';
import { Answered } from './answered.tsx';

type Hedge = Awaited<ReturnType<OrderClient['admin']['hedges']['list']['query']>>[number];
type Speech = ReturnType<typeof useSpeech>;

const AGAIN_MS = 2_000;

export function Hedges() {
  const { client } = useDesk();
  const speech = useSpeech();
  const words = speech.texts.desk.hedges;
  const hedges = useQuery({
    queryKey: ['hedges'],
    queryFn: () => client.admin.hedges.list.query({}),
    refetchInterval: AGAIN_MS,
  });
  return (
    <Panel title={words.title}>
      <Answered query={hedges}>
        {(rows) => (
          <Table
            caption={words.title}
            columns={columnsOf(speech)}
            rows={rows}
            keyOf={({ symbol }) => symbol}
            empty={words.none}
          />
        )}
      </Answered>
    </Panel>
  );
}

function columnsOf({ locale, texts }: Speech): readonly Column<Hedge>[] {
  const words = texts.desk.hedges;
  const lots = (key: 'target' | 'held' | 'gap', of: (hedge: Hedge) => number): Column<Hedge> => ({
    key,
    title: words[key],
    figure: true,
    cell: (hedge) => formatNumber(locale, of(hedge), 4),
  });
  return [
    { key: 'symbol', title: words.symbol, cell: ({ symbol }) => symbol },
    lots('target', ({ targetVolume }) => targetVolume),
    lots('held', ({ hedgedVolume }) => hedgedVolume),
    lots('gap', ({ gap }) => gap),
    { key: 'order', title: words.order, cell: ({ underWayOrderId }) => underWayOrderId ?? '' },
    {
      key: 'refusal',
      title: words.refusal,
      cell: ({ lastRefusal }) => lastRefusal !== null && <Badge tone="bad" text={lastRefusal} />,
    },
    {
      key: 'since',
      title: words.since,
      cell: ({ since }) => <span className="nowrap">{formatTime(locale, since)}</span>,
    },
  ];
}
