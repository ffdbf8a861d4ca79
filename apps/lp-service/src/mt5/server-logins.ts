/** The logins that each broker's server has had lately, and whether it may get another one now. */
import { type Gate, loginGate, type Mt5Instance } from '@faultline/domain/mt5';
import type { Timing } from './time-scale.ts';

interface ServerLogin {
  readonly server: string;
  readonly atMs: number;
}

interface Asked extends ServerLogin {
  readonly instanceId: string;
  /** Every instance of the server. */
  readonly instances: readonly Mt5Instance[];
}

export class ServerLogins {
  #sent: readonly ServerLogin[] = [];

  remember(logins: readonly ServerLogin[]): void {
    this.#sent = logins;
  }

  gate({ instanceId, server, atMs, instances }: Asked, { policies, limits }: Timing): Gate {
    this.#sent = this.#sent.filter((one) => one.atMs > atMs - limits.windowMs);
    const loginsAtMs = this.#sent.filter((one) => one.server === server).map((one) => one.atMs);
    return loginGate(instanceId, { instances, loginsAtMs, policies, atMs }, limits);
  }

  /** Takes a place at the server, in the turn in which it was asked for. The function that is returned gives it back. */
  reserve(login: ServerLogin): () => void {
    this.#sent = [...this.#sent, login];
    return () => {
      this.#sent = this.#sent.filter((one) => one !== login);
    };
  }
}
