/** Carries out at the terminals what a step decided, once it is durable. */
import { isRunning, type Mt5Effect } from '@faultline/domain/mt5';
import type { Logger } from '@faultline/service';
import type { Mt5Record, TerminalDriver, TerminalEvent, TerminalKind } from './ports.ts';
import type { Mt5Secrets } from './secrets.ts';

export type Tell = (instanceId: string, event: TerminalEvent) => void;
export type Drivers = Readonly<Record<TerminalKind, TerminalDriver>>;

export interface TerminalsDeps {
  readonly drivers: (tell: Tell) => Drivers;
  readonly secrets: Pick<Mt5Secrets, 'password' | 'fingerprint'>;
  readonly tell: Tell;
  readonly log: Logger;
}

export class Terminals {
  readonly #deps: TerminalsDeps;
  readonly #drivers: Drivers;

  constructor(deps: TerminalsDeps) {
    this.#deps = deps;
    this.#drivers = deps.drivers(deps.tell);
  }

  /** After a start of ours the terminal may run still; nothing is sent to it for that. */
  attach({ instanceId, account, terminal, state }: Mt5Record): void {
    const waits = state.restartAtMs !== null;
    if (isRunning(state.status) && !waits) this.#drivers[terminal].start(instanceId, account);
  }

  carryOut({ effects }: { readonly effects: readonly Mt5Effect[] }, record: Mt5Record): void {
    const { instanceId, account, terminal } = record;
    const driver = this.#drivers[terminal];
    for (const effect of effects) {
      if (effect.kind === 'startTerminal') driver.start(instanceId, account);
      if (effect.kind === 'stopTerminal') driver.stop(instanceId);
      if (effect.kind === 'renewToken') driver.renewToken(instanceId);
      if (effect.kind === 'attemptLogin') this.#login(record, effect.fingerprint);
    }
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#drivers).map(async (driver) => driver.close()));
  }

  #login({ instanceId, account, terminal }: Mt5Record, cleared: string): void {
    const { secrets, tell, log } = this.#deps;
    try {
      const password = secrets.password(instanceId);
      // What goes out must be what was cleared to go out.
      if (secrets.fingerprint(account, password) !== cleared) {
        throw new Error('the credentials are not those of the step');
      }
      this.#drivers[terminal].login({ instanceId, ...account, password });
    } catch (error) {
      log.error({ instanceId, err: error }, 'mt5 login not sent');
      tell(instanceId, { kind: 'processCrashed' });
    }
  }
}
