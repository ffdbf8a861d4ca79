/**
 * One step of the machine, and what must be impossible about it: a login after a permanent stop. The machine sends none, and
 * its tests say so; were it wrong, the login would still not leave, and somebody would be called. A terminal that logs in by
 * itself all the same is told of in the same way.
 */
import { type Mt5Event, type Mt5Facts, type Mt5Step, step } from '@faultline/domain/mt5';
import type { Logger } from '@faultline/service';
import type { Mt5Metrics, Mt5Record } from './ports.ts';

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
export type Happened = Without<Mt5Event, 'atMs'>;

interface Asked {
  readonly event: Mt5Event;
  readonly facts: Mt5Facts;
}

interface Watch {
  readonly metrics: Pick<Mt5Metrics, 'onLoginAfterStop'>;
  readonly log: Logger;
  /** Another one in tests: a wrong machine. */
  readonly machine?: typeof step;
}

export function safeStep(
  { instanceId, state }: Pick<Mt5Record, 'instanceId' | 'state'>,
  { event, facts }: Asked,
  { metrics, log, machine = step }: Watch,
): Mt5Step {
  const taken = machine(state, event, facts);
  const isOver = state.status === 'CLOSED' || facts.tombstone;
  if (!isOver || event.kind === 'adminClear') return taken;
  const sends = taken.effects.some(({ kind }) => kind === 'attemptLogin');
  if (!sends && !isLoginOfItsOwn(event, { since: state.sinceMs, facts })) return taken;
  metrics.onLoginAfterStop();
  log.fatal({ instanceId, event: event.kind, sends }, 'mt5 login after a permanent stop');
  return sends ? { state, effects: [] } : taken;
}

/** The answer to a login that was under way when the stop came is none. */
function isLoginOfItsOwn(
  { kind, atMs }: Mt5Event,
  { since, facts }: { readonly since: number; readonly facts: Mt5Facts },
): boolean {
  const isAnswer = kind === 'loginOk' || kind === 'loginFailed';
  return isAnswer && atMs - since > facts.settings.loginTimeoutMs;
}
