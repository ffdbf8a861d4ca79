/** Where the account stands: balance, equity, margin, and how far the margin level is from trouble. */
import { useDesk } from '../api/desk-context.ts';
import { useSummary } from '../api/queries.ts';
import { formatGain, formatMoney, formatPercent } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';

/** Below it a new position is a bad idea; the broker's own thresholds are below this. */
const LEVEL_WARN = 150;

const toneOfLevel = (level: number | null): string | undefined =>
  level !== null && level < LEVEL_WARN ? 'bad' : undefined;

function toneOfProfit(profit: number | null): string | undefined {
  if (profit === null || profit === 0) return undefined;
  return profit < 0 ? 'bad' : 'good';
}

export function AccountBar() {
  const { locale, texts } = useSpeech();
  const { account } = useDesk();
  const { data } = useSummary();
  const words = texts.bar;
  if (account === null) return null;
  const money = (amount: number | null | undefined): string =>
    formatMoney(locale, amount ?? null, account.currency);
  const level = data?.marginLevel ?? null;
  const profit = data?.unrealizedPL ?? null;
  return (
    <section className="strip" aria-label={words.account}>
      <dl>
        <Stat name={words.balance} value={money(data?.balance)} id="balance" />
        <Stat name={words.equity} value={money(data?.equity)} id="equity" />
        <Stat name={words.margin} value={money(data?.margin)} id="margin" />
        <Stat name={words.freeMargin} value={money(data?.freeMargin)} id="free-margin" />
        <Stat
          name={words.marginLevel}
          value={level === null ? words.noPositions : formatPercent(locale, level)}
          id="margin-level"
          tone={toneOfLevel(level)}
        />
        <Stat
          name={words.profit}
          value={formatGain(locale, profit, account.currency)}
          id="profit"
          tone={toneOfProfit(profit)}
        />
      </dl>
      {data?.stale === true && <Badge tone="warn" text={words.stale} />}
    </section>
  );
}

interface StatProps {
  readonly name: string;
  readonly value: string;
  readonly id: string;
  readonly tone?: string | undefined;
}

const Stat = ({ name, value, id, tone }: StatProps) => (
  <div className="stat">
    <dt>{name}</dt>
    <dd className={tone} data-stat={id}>
      {value}
    </dd>
  </div>
);
