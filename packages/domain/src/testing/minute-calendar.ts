/**
 * A market's calendar worked out minute by minute, by nothing but a clock on the wall: the slow twin that the real one is
 * compared with.
 */
import type { Schedule } from '../hours/schedule.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MS = 86_400_000;
/** The weekday on which the epoch began. */
const THURSDAY = 4;

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * For each minute of the span, whether the market is open. A time that the clock shows twice counts once: the clock is
 * read as if it never went back.
 */
export function openMinutes(schedule: Schedule, { fromMs, toMs }: Span): boolean[] {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: schedule.timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const isOpenAt = wallHours(schedule);
  const open: boolean[] = [];
  let highestWallMs = 0;
  // Every clock change of our years falls on a quarter of an hour or one minute after it.
  for (let quarterMs = fromMs; quarterMs < toMs; quarterMs += QUARTER_MS) {
    const firstMs = wallMsOf(format, quarterMs);
    const secondMs = wallMsOf(format, quarterMs + MINUTE_MS);
    for (let minute = 0; minute < 15; minute += 1) {
      const wallMs = minute === 0 ? firstMs : secondMs + (minute - 1) * MINUTE_MS;
      highestWallMs = Math.max(highestWallMs, wallMs);
      open.push(isOpenAt(highestWallMs));
    }
  }
  return open;
}

/** What the wall clock shows, as if it were UTC. */
function wallMsOf(format: Intl.DateTimeFormat, epochMs: number): number {
  const parts = format.formatToParts(epochMs);
  const get = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  const wall = `${get('year')}-${get('month')}-${get('day')}T${get('hour')}:${get('minute')}Z`;
  return Temporal.Instant.from(wall).epochMilliseconds;
}

/** Whether the wall clock of a schedule, read as if it were UTC, shows a time of trading. */
function wallHours({ weekly, holidays }: Schedule): (wallMs: number) => boolean {
  const special = new Map(holidays.map(({ date, hours }) => [daysOf(date), hours ? [hours] : []]));
  return (wallMs) => {
    const days = Math.floor(wallMs / DAY_MS);
    const sec = (wallMs - days * DAY_MS) / 1_000;
    const weekday = (days + THURSDAY) % 7;
    const ordinary = weekly.filter(({ day }) => day === weekday);
    return (special.get(days) ?? ordinary).some(
      ({ openSec, closeSec }) => openSec <= sec && sec < closeSec,
    );
  };
}

const daysOf = (date: string): number =>
  Temporal.Instant.from(`${date}T00:00Z`).epochMilliseconds / DAY_MS;
