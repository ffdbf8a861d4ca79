/** The LP service's error journal, asked over the line that orders take. */
import type { LpClient } from '@faultline/client';
import type { Journal } from '../../ports/journal.ts';

/** Whoever searches rather gets half of it soon. */
const TIMEOUT_MS = 3_000;

export const lpJournal = ({ errors }: LpClient): Journal => ({
  search: async (wanted) => (await errors.search.query(wanted, inTime())).entries,
  get: async (id) => (await errors.get.query({ id }, inTime())).entry,
  stats: async (wanted) => (await errors.stats.query(wanted, inTime())).counts,
});

const inTime = () => ({ signal: AbortSignal.timeout(TIMEOUT_MS) });
