/** The first administrator of a house, and the terms of trade that there must be before anything else can be set. */
import { DEMO_GROUP, DEMO_INSTRUMENTS, DEMO_SCHEDULES } from '@faultline/domain';
import type { Changes, Store, User } from './ports/store.ts';

export interface NewAdmin {
  readonly id: string;
  readonly username: string;
  readonly passwordHash: string;
  readonly nowMs: number;
}

/**
 * Makes an administrator. Where there are no instruments yet, a group, schedules and instruments to begin with come along:
 * they are changed, not made, under `admin`.
 *
 * @returns False when the name is taken: nothing is changed then.
 */
export async function createAdmin(store: Store, admin: NewAdmin): Promise<boolean> {
  const { nowMs, ...named } = admin;
  const user: User = {
    ...named,
    fullName: admin.username,
    role: 'ADMIN',
    locale: 'en',
    status: 'ACTIVE',
    tokenGeneration: 1,
    createdAtMs: nowMs,
    version: 1,
  };
  const isEmpty = store.reference().instruments.size === 0;
  const terms = isEmpty
    ? { groups: [DEMO_GROUP], schedules: DEMO_SCHEDULES, instruments: DEMO_INSTRUMENTS }
    : {};
  return store.commit({ username: admin.username }, ({ user: taken }) => {
    if (taken !== null) return { answer: false };
    const changes: Changes = { atMs: nowMs, users: [user], ...terms };
    return { answer: true, changes };
  });
}
