/**
 * The store for what only the leader does. Each decision sees, within its transaction, who leads: a process that was
 * stopped, or cut off, and does not know yet that another one leads changes nothing.
 */
import type { Term } from '../ports/leadership.ts';
import type { Store } from '../ports/store.ts';

/** What was to be done is another process's business now. */
class LeadershipLost extends Error {
  constructor() {
    super('another process leads');
  }
}

export const fencedStore = (store: Store, term: Term): Store => ({
  ...store,
  commit: async (wanted, decide) =>
    store.commit(wanted, (facts) => {
      if (!term.holds() || facts.leaderTerm !== term.number) throw new LeadershipLost();
      return decide(facts);
    }),
});
