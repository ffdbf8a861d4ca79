/**
 * Which alerts a person is told of. The metrics count every refusal; a person hears of a stop, of a connection that is
 * lost, of a series that grows, and of its end: as the login guide's tables say "notify", and once for each.
 */
import type { Mt5Effect, Mt5Instance, SupervisorAlert } from './instance.ts';
import { isRunning } from './status.ts';

export interface Telling {
  readonly alert: SupervisorAlert;
  readonly action: string;
}

/** Told whenever they occur: each occurs once in a series. */
const ALWAYS: ReadonlySet<SupervisorAlert> = new Set([
  'Repeated Failures',
  'Recovered',
  'Credentials Blocked',
  'Terminal Crashed',
  'Account Disabled',
]);

/** @param state - After the step. */
export function alertsToTell(state: Mt5Instance, effects: readonly Mt5Effect[]): Telling[] {
  return effects.flatMap((effect) => {
    if (effect.kind !== 'alert') return [];
    const { alert, attempt } = effect;
    const isStop = !isRunning(state.status);
    const isFirstOfLine = alert === 'Connection Error' && attempt <= 1;
    if (!isStop && !isFirstOfLine && !ALWAYS.has(alert)) return [];
    return [{ alert, action: whatToDo(state) }];
  });
}

/** What the supervisor does now, and what is left to a person. */
export function whatToDo(state: Mt5Instance): string {
  switch (state.status) {
    case 'CONNECTED':
      return 'Nothing: it is connected.';
    case 'STARTING':
    case 'CONNECTING':
    case 'BACKOFF':
    case 'DISCONNECTED':
      return 'It is tried again by itself.';
    case 'UPDATE_REQUIRED':
      return 'Update the terminal, mark it as updated, then start it.';
    case 'CLOSED':
      return 'Ask the broker: the account is closed, and nothing logs in until an administrator clears this.';
    case 'STOPPED':
      return 'Start it when the market is open.';
    case 'INACTIVE':
      return 'Start it.';
    case 'FAILED':
      return state.blockedFingerprints.includes(state.fingerprint)
        ? 'Enter new credentials: the refused ones are not sent again.'
        : 'Mend the cause, then start it.';
  }
}
