/** Waits as a person says them: "250 milliseconds", "5 seconds", "2 minutes, 30 seconds", "12 days". */
import { memo } from '../../memo.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const REMEMBERED = 200;

type Unit = 'millisecond' | 'second' | 'day';

/** Below two minutes people count seconds, and above two days they stop counting hours. */
export function durationsOf(locale: string): (ms: number) => string {
  const unit = memo(3, (name: Unit) => {
    const maximumFractionDigits = name === 'day' ? 0 : 3;
    return new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'long',
      maximumFractionDigits,
    });
  });
  const long = new Intl.DurationFormat(locale, { style: 'long' });
  return memo(REMEMBERED, (ms: number) => {
    if (Math.abs(ms) < 1_000) return unit('millisecond').format(ms);
    if (ms < 2 * MINUTE_MS) return unit('second').format(ms / 1_000);
    if (ms >= 2 * DAY_MS) return unit('day').format(Math.round(ms / DAY_MS));
    return long.format({
      hours: Math.floor(ms / HOUR_MS),
      minutes: Math.floor((ms % HOUR_MS) / MINUTE_MS),
      seconds: Math.floor((ms % MINUTE_MS) / 1_000),
    });
  });
}
