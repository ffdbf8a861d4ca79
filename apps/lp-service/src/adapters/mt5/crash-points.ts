/** The places of the login supervision at which a test can kill this process: something is durable, and nobody knows yet. */
import { crashPoint } from '@faultline/service';
import type { Mt5Ledger } from '../../mt5/ports.ts';

/** The supervisor shows a step, and carries it out, as soon as its commit is through, and not before. */
export const crashingLedger = (ledger: Mt5Ledger): Mt5Ledger => ({
  ...ledger,
  commit: async (commit) => {
    await ledger.commit(commit);
    const { tombstone = 'clear', loginSentAtMs } = commit;
    if (tombstone !== 'clear') crashPoint('stop-written-before-redis');
    if (loginSentAtMs !== undefined) crashPoint('attempt-counted-before-login');
  },
});
