/** What the table of positions shows. */
import { useDesk } from '../api/desk-context.ts';
import { useDigits, type Position } from '../api/queries.ts';
import { formatGain, formatMoney, formatNumber, formatPrice } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import type { Column } from '../ui/table.tsx';

export interface PositionAct {
  readonly kind: 'close' | 'modify';
  readonly positionId: number;
}

export function usePositionColumns(onAct: (act: PositionAct) => void): readonly Column<Position>[] {
  const { locale, texts } = useSpeech();
  const { account } = useDesk();
  const digitsOf = useDigits();
  const words = texts.positions;
  const currency = account?.currency ?? 'USD';
  const price = (key: 'entryPrice' | 'currentPrice' | 'sl' | 'tp', title: string) => ({
    key,
    title,
    figure: true,
    cell: (row: Position) => formatPrice(locale, row[key], digitsOf(row.symbol)),
  });
  return [
    { key: 'id', title: words.id, cell: ({ id }) => `#${id}` },
    { key: 'symbol', title: texts.prices.symbol, cell: ({ symbol }) => <strong>{symbol}</strong> },
    { key: 'side', title: words.side, cell: ({ side }) => texts.common.sideOf[side] },
    {
      key: 'volume',
      title: words.volume,
      figure: true,
      cell: ({ volume }) => formatNumber(locale, volume, 4),
    },
    price('entryPrice', words.entry),
    price('currentPrice', words.current),
    price('sl', words.sl),
    price('tp', words.tp),
    {
      key: 'margin',
      title: words.margin,
      figure: true,
      cell: ({ margin }) => formatMoney(locale, margin, currency),
    },
    {
      key: 'swap',
      title: words.swap,
      figure: true,
      cell: ({ swap }) => formatMoney(locale, swap, currency),
    },
    {
      key: 'profit',
      title: words.profit,
      figure: true,
      cell: ({ unrealizedPL }) => (
        <strong className={(unrealizedPL ?? 0) < 0 ? 'bad' : 'good'}>
          {formatGain(locale, unrealizedPL, currency)}
        </strong>
      ),
    },
    { key: 'act', title: '', cell: (row) => <PositionActs position={row} onAct={onAct} /> },
  ];
}

interface PositionActsProps {
  readonly position: Position;
  readonly onAct: (act: PositionAct) => void;
}

function PositionActs({ position, onAct }: PositionActsProps) {
  const { texts } = useSpeech();
  const words = texts.positions;
  const { id, status } = position;
  if (status === 'CLOSING') return <Badge tone="warn" text={words.closing} />;
  return (
    <span className="actions">
      <Button
        label={`${words.modify} #${id}`}
        onPress={() => onAct({ kind: 'modify', positionId: id })}
      >
        {words.modify}
      </Button>
      <Button
        label={`${words.close} #${id}`}
        onPress={() => onAct({ kind: 'close', positionId: id })}
      >
        {words.close}
      </Button>
    </span>
  );
}
