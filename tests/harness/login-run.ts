/** Logins of MT5 terminals while the service dies between a count and a login, or a stop and its copy: what held. */
import type { OwnRedis } from '@faultline/testkit';
import { http, signIn, until } from './http.ts';
import type { System } from './system.ts';

/** A delay of a minute takes 0.12 s. */
export const LOGIN_ENV = { MT5_TIME_SCALE: '0.002' };
/** What the guide allows for an account that the broker does not know; and for one that it has closed. */
const WRONG = { code: 10_004, attemptsMax: 5, ends: 'FAILED' };
const CLOSED = { code: 10_012, attemptsMax: 1, ends: 'CLOSED' };
const INSTANCES = '/admin/mt5/instances';
const END_WAIT_MS = 60_000;

interface Terminal {
  readonly instanceId: string;
  readonly login: number;
  readonly kind: typeof WRONG;
}

export class LoginRun {
  readonly #system: System;
  readonly #redis: OwnRedis | null;
  readonly #token: string;
  readonly #terminals: Terminal[] = [];

  /** @param redis - Where the service shows its states; null where it keeps them itself. */
  static async on(system: System, redis: OwnRedis | null): Promise<LoginRun> {
    return new LoginRun(system, redis, await signIn(system, 'admin'));
  }

  private constructor(system: System, redis: OwnRedis | null, token: string) {
    this.#system = system;
    this.#redis = redis;
    this.#token = token;
  }

  /** Two more terminals that the broker refuses, until it is over with both. */
  async logIn(): Promise<void> {
    const count = this.#terminals.length;
    const pair = [WRONG, CLOSED].map((kind, index) => ({
      instanceId: `run-${count + index}`,
      login: 100 + count + index,
      kind,
    }));
    this.#terminals.push(...pair);
    await Promise.all(pair.map(async (one) => this.#begin(one)));
    for (const one of pair) await this.#ended(one);
  }

  /** Everything that must not be: a login too many, a stop that is none, a copy that was not made up for. */
  async complaints(): Promise<readonly string[]> {
    const all = await Promise.all(this.#terminals.map(async (one) => this.#complaintsOf(one)));
    return all.flat();
  }

  async #begin({ instanceId, login, kind }: Terminal): Promise<void> {
    const { control } = this.#system;
    const codes = JSON.stringify([kind.code]);
    await http(`${control}/terminal`, {
      raw: `{"login":${login},"codes":${codes},"then":"repeat"}`,
    });
    const server = `Demo-${instanceId}`;
    await this.#surely(INSTANCES, { instanceId, server, login, password: 'not-it' });
    await this.#surely(`${INSTANCES}/${instanceId}/start`, {});
  }

  /** 409: it was done before the process died, or is under way. */
  async #surely(path: string, body: object): Promise<void> {
    await until(
      async () => this.#ask(path, body),
      ({ status }) => status === 200 || status === 409,
      END_WAIT_MS,
    );
  }

  async #ended({ instanceId, kind }: Terminal): Promise<void> {
    await until(
      async () => this.#ask(`${INSTANCES}/${instanceId}`),
      ({ body }) => body['status'] === kind.ends,
      END_WAIT_MS,
    );
  }

  async #ask(path: string, body?: object) {
    const token = this.#token;
    return http(`${this.#system.url}${path}`, {
      token,
      ...(body === undefined ? {} : { body }),
    });
  }

  async #complaintsOf(terminal: Terminal): Promise<string[]> {
    const { instanceId, login, kind } = terminal;
    const again = await this.#ask(`${INSTANCES}/${instanceId}/start`, {});
    const shown = kind === CLOSED ? null : kind.ends;
    const copy = await this.#copyOf(instanceId, shown);
    const told = await http(`${this.#system.control}/terminal?login=${login}`);
    const { length: attempts } = JSON.parse(told.text) as readonly unknown[];
    return [
      ...(attempts > kind.attemptsMax ? [`${instanceId}: ${attempts} logins`] : []),
      ...(again.status === 409 ? [] : [`${instanceId} could be started: ${again.text}`]),
      ...(copy === shown ? [] : [`${instanceId} is shown as ${copy}`]),
    ];
  }

  /** The copy follows in the background. */
  async #copyOf(instanceId: string, wanted: string | null): Promise<string | null> {
    const redis = this.#redis;
    if (redis === null) return wanted;
    const read = async () => redis.get(`instance_state:${instanceId}:status`);
    return until(read, (copy) => copy === wanted).catch(read);
  }
}
