/** `admin.schedules.*`: market hours. What makes sense as hours the contract has checked. */
import { type Handlers, type OrderContract, orderContract } from '@faultline/contract';
import type { Schedule } from '@faultline/domain';
import { perform, type PerformDeps } from '../../trading/perform.ts';
import { staleVersion } from '../refusals.ts';

type Schedules = Handlers<OrderContract['admin']['schedules']>;
type ScheduleView = Awaited<ReturnType<Schedules['get']>>;

const { put: row } = orderContract.admin.schedules;

export const adminSchedules = (deps: PerformDeps): Schedules => ({
  list: async () => [...deps.store.reference().schedules.values()].map(scheduleView),
  get: async ({ scheduleId }, call) => {
    const schedule = deps.store.reference().schedules.get(scheduleId);
    if (schedule === undefined) throw call.fail('NOT_FOUND', { id: scheduleId });
    return scheduleView(schedule);
  },
  put: async (wish, call) =>
    perform<'INVALID_REQUEST', typeof row.output>(
      deps,
      {
        path: 'admin.schedules.put',
        wanted: {},
        input: wish,
        output: row.output,
        decide: ({ reference }) => {
          const before = reference.schedules.get(wish.id) ?? null;
          const stale = staleVersion(wish.version, before?.version ?? 0);
          if (stale !== null) return stale;
          const { id, timezone, weekly, holidays } = wish;
          const version = (before?.version ?? 0) + 1;
          const after: Schedule = { id, timezone, weekly, holidays, version };
          const trail = { target: `schedule:${id}`, before, after };
          const changes = { schedules: [after] };
          return { ok: true, value: { answer: scheduleView(after), changes, trail } };
        },
      },
      call,
    ),
});

const scheduleView = ({ weekly, holidays, ...schedule }: Schedule): ScheduleView => ({
  ...schedule,
  weekly: [...weekly],
  holidays: [...holidays],
});
