/** `errors.*`: this service's own error journal, as the order service asks for it. */
import type { Handlers, LpContract } from '@faultline/contract';
import type { ErrorJournal } from '@faultline/service';

type Errors = Handlers<LpContract['errors']>;

export const journalErrors = (journal: Pick<ErrorJournal, 'search' | 'get' | 'stats'>): Errors => ({
  search: async (wanted) => ({ entries: [...(await journal.search(wanted))] }),
  get: async ({ id }) => ({ entry: await journal.get(id) }),
  stats: async (wanted) => ({ counts: [...(await journal.stats(wanted))] }),
});
