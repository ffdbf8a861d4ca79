/** Market hours in the exchange's own wall time. */
import { z } from 'zod';
import { idempotencyKey, slug, words } from '../codecs.ts';
import { get, mutation, post, query } from '../op.ts';

const DAY_SEC = 86_400;
const second = z.int().min(0).max(DAY_SEC);

interface Hours {
  readonly openSec: number;
  readonly closeSec: number;
}
const isForward = ({ openSec, closeSec }: Hours): boolean => openSec < closeSec;
const BACKWARD = 'A session ends after it begins; one over midnight is two.';

const sessionHours = z
  .strictObject({
    /** Sunday is 0. */
    day: z.int().min(0).max(6),
    /** Seconds after local midnight; 86400 is the end of the day. */
    openSec: second,
    closeSec: second,
  })
  .refine(isForward, BACKWARD);

const holiday = z.strictObject({
  /** Local date. */
  date: z.iso.date(),
  name: words(64),
  /** The shorter session of that day; null when it is closed all day. */
  hours: z
    .strictObject({ openSec: second, closeSec: second })
    .refine(isForward, BACKWARD)
    .nullable(),
});

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** No two sessions of a day share a second. */
function areApart(weekly: readonly (Hours & { readonly day: number })[]): boolean {
  const sorted = weekly.toSorted((a, b) => a.day - b.day || a.openSec - b.openSec);
  return sorted.every(({ day, openSec }, index) => {
    const before = sorted[index - 1];
    return before === undefined || before.day !== day || before.closeSec <= openSec;
  });
}

const areDistinct = (holidays: readonly { readonly date: string }[]): boolean =>
  new Set(holidays.map(({ date }) => date)).size === holidays.length;

const terms = {
  id: slug,
  /** IANA name, such as America/New_York. */
  timezone: z.string().max(64).refine(isTimezone, 'This is no IANA time zone.'),
  weekly: z.array(sessionHours).max(50).refine(areApart, 'Two sessions of a day overlap.'),
  holidays: z.array(holiday).max(200).refine(areDistinct, 'A date is named twice.'),
};
const ScheduleView = z.strictObject({ ...terms, version: z.int() });

export const adminSchedules = {
  list: query({
    needs: 'support',
    input: z.strictObject({}),
    output: z.array(ScheduleView),
    errors: [],
    rest: get('/admin/schedules'),
  }),
  get: query({
    needs: 'support',
    input: z.strictObject({ scheduleId: slug }),
    output: ScheduleView,
    errors: ['NOT_FOUND'],
    rest: get('/admin/schedules/:scheduleId', { scheduleId: 'text' }),
  }),
  /** Makes a schedule, or replaces it whole. */
  put: mutation({
    needs: 'admin',
    input: z.strictObject({
      ...terms,
      version: z.int().positive().optional(),
      idempotencyKey: idempotencyKey.optional(),
    }),
    output: ScheduleView,
    errors: [],
    rest: post('/admin/schedules'),
  }),
};
