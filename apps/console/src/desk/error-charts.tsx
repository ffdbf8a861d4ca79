/** Bars: how often each code, and how many in each stretch of time. The figures stand beside them as text. */
import { formatNumber, formatTime } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import type { Bar } from './error-counts.ts';

const WHOLE = 100;

interface CountBarsProps {
  readonly counts: readonly Bar[];
  readonly onChoose: (name: string) => void;
}

const mostOf = (bars: readonly Bar[]): number => Math.max(1, ...bars.map(({ count }) => count));

export function CountBars({ counts, onChoose }: CountBarsProps) {
  const { locale, texts } = useSpeech();
  const most = mostOf(counts);
  if (counts.length === 0) return <p className="empty">{texts.desk.errors.none}</p>;
  return (
    <ul className="bars">
      {counts.map(({ name, count }) => (
        <li key={name} data-code={name}>
          <Button tone="quiet" onPress={() => onChoose(name)}>
            {name}
          </Button>
          <span className="bar" style={{ width: `${(count / most) * WHOLE}%` }} />
          <span className="figure">{formatNumber(locale, count, 0)}</span>
        </li>
      ))}
    </ul>
  );
}

export function TimeBars({ counts }: { readonly counts: readonly Bar[] }) {
  const { locale, texts } = useSpeech();
  const most = mostOf(counts);
  if (counts.every(({ count }) => count === 0)) {
    return <p className="empty">{texts.desk.errors.none}</p>;
  }
  return (
    <>
      <ol className="columns-chart">
        {counts.map(({ name, count }) => {
          const told = `${formatTime(locale, name)}: ${formatNumber(locale, count, 0)}`;
          return (
            <li key={name} title={told}>
              <span className="unseen">{told}</span>
              <span className="column" style={{ height: `${(count / most) * WHOLE}%` }} />
            </li>
          );
        })}
      </ol>
      <p className="ends faint">
        <span>{formatTime(locale, counts[0]?.name ?? null)}</span>
        <span>{formatTime(locale, counts.at(-1)?.name ?? null)}</span>
      </p>
    </>
  );
}
