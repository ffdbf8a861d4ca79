/**
 * Where money goes, as far as it is kept: enough for its owner to know it again, and for us to see that it is the same as
 * before; too little to use.
 */
import { createHmac, hkdfSync } from 'node:crypto';
import { normalDestination, type Withdrawal } from '@faultline/domain';

const SHOWN = 4;
/** At least as much is hidden as is shown. */
const HIDDEN_MIN = 4;
const KEY_BYTES = 32;

interface Whereto {
  readonly accountId: number;
  readonly method: Withdrawal['method'] | 'CARD';
  /** Absent where nobody said. */
  readonly destination?: string | undefined;
}

type Kept = Pick<Withdrawal, 'destinationMasked' | 'destinationKey'>;

export interface DestinationDeps {
  readonly destinations: (to: Whereto) => Kept;
}

/**
 * Account numbers are few enough to try them all, so that what is kept is made with a secret that does not lie in the
 * database. With another secret every destination looks new, and waits once.
 */
export function destinationsBy(secret: string): DestinationDeps['destinations'] {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'destinations of withdrawals', KEY_BYTES));
  return ({ accountId, method, destination }) => {
    if (destination === undefined) return { destinationMasked: '***', destinationKey: null };
    const normal = method === 'CARD' ? destination : normalDestination(method, destination);
    const named = JSON.stringify([accountId, method, normal]);
    return {
      destinationMasked: masked(destination),
      destinationKey: createHmac('sha256', key).update(named).digest('base64url'),
    };
  };
}

/** `DE89370400440532013000` becomes `***3000`; a short one is hidden whole. */
function masked(destination: string): string {
  const bare = destination.replaceAll(/\s/g, '');
  return bare.length < SHOWN + HIDDEN_MIN ? '***' : `***${bare.slice(-SHOWN)}`;
}
