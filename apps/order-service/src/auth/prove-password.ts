/** Is this the user's password? Asked slowly, and only as often as the throttle allows. */
import type { Call } from '@faultline/contract';
import type { User } from '../ports/store.ts';
import type { AuthDeps } from './deps.ts';

export interface Proof {
  /** `null` when nobody has the name: takes the same time and is counted the same. */
  readonly user: User | null;
  /** What failures are counted under. */
  readonly subject: string;
  readonly password: string;
}

/** @throws RATE_LIMIT_EXCEEDED */
export async function provesPassword(
  { store, passwords, throttle }: AuthDeps,
  { user, subject, password }: Proof,
  { ip, fail }: Pick<Call<'RATE_LIMIT_EXCEEDED'>, 'ip' | 'fail'>,
): Promise<boolean> {
  const knownAddress = await store.knowsAddress(user?.id ?? '', ip);
  const attempt = { address: ip, subject, knownAddress };
  const blocked = await throttle.check(attempt);
  if (blocked !== null) throw fail('RATE_LIMIT_EXCEEDED', blocked);
  const right = await passwords.verify(password, user?.passwordHash ?? null);
  const outrun = await throttle.settle(attempt, right);
  if (outrun !== null) throw fail('RATE_LIMIT_EXCEEDED', outrun);
  return right;
}
