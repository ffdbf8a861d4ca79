/** Questions to the LP service in an administrator's name: the same request id there, and its failures told as what they are. */
import { type Failure, failure, type LpClient } from '@faultline/client';
import type { AnswerOf, Call, OrderContract, User } from '@faultline/contract';
import { type Code, type Refusal, refuse } from '@faultline/errors';
import type { Store } from '../../ports/store.ts';

export interface ProviderDeps {
  readonly client: LpClient;
  readonly store: Pick<Store, 'commit'>;
  readonly compareFills: (
    stretch: { readonly lp: string; readonly fromMs: number; readonly toMs: number },
    context: Record<string, unknown>,
  ) => Promise<AnswerOf<OrderContract['admin']['lp']['compareFills']>>;
  readonly now: () => number;
}

/** What only the LP service can know: these go on to the caller as they came. */
export type UpstreamCode =
  | 'LP_NOT_FOUND'
  | 'LP_NOT_CONNECTED'
  | 'FIX_SESSION_NOT_FOUND'
  | 'FIX_SESSION_STATE'
  | 'INVALID_SYMBOL'
  | 'MT5_INSTANCE_NOT_FOUND'
  | 'MT5_INSTANCE_STATE'
  | 'MT5_LOGIN_FAILED'
  | 'INVALID_REQUEST';

/** What a call must be able to tell. */
export type Asking<C extends Code> = Pick<
  Call<C | 'SERVICE_UNAVAILABLE', User>,
  'requestId' | 'raise'
>;

/** What a call of the client takes beside its input. */
export interface Options {
  readonly context: { readonly requestId: string };
}

/**
 * A question.
 *
 * @param ask - Is given what makes the request id go along.
 * @param codes - What the procedure there may refuse with, and the one here declares.
 * @throws SERVICE_UNAVAILABLE for every other failure, with the cause kept.
 */
export async function asked<T, C extends UpstreamCode>(
  { requestId, raise }: Asking<C>,
  codes: readonly C[],
  ask: (options: Options) => Promise<T>,
): Promise<T> {
  try {
    return await ask({ context: { requestId } });
  } catch (error) {
    throw raise(refusalOf(failure(error), codes), { cause: error });
  }
}

/** A command: see `asked`. Where nobody answered, it may have been carried out all the same. */
export async function carriedOut<T, C extends UpstreamCode>(
  { requestId, raise }: Asking<C>,
  codes: readonly C[],
  command: (options: Options) => Promise<T>,
): Promise<T> {
  try {
    return await command({ context: { requestId } });
  } catch (error) {
    const failed = failure(error);
    throw raise(refusalOf(failed, codes), { cause: error, outcome: failed.outcome });
  }
}

function refusalOf<C extends Code>({ code, details }: Failure, codes: readonly C[]) {
  const told = codes.some((one) => one === code) ? { code, details } : NOBODY_ANSWERS;
  return told as Refusal<C | 'SERVICE_UNAVAILABLE'>;
}

const NOBODY_ANSWERS = refuse('SERVICE_UNAVAILABLE', {
  reason: 'The LP service does not answer.',
  estimatedRestore: null,
  kind: 'UPSTREAM',
});

/** As the LP service's own log names a person. */
export const actorOf = ({ caller }: Pick<Call<never, User>, 'caller'>): string =>
  `${caller.role}:${caller.userId}`;
