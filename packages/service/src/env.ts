/** Reading the environment: every mistake at once, each in words that say what to set. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { StartRefused } from './start-refused.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

class ConfigurationError extends StartRefused {
  constructor(mistakes: readonly string[]) {
    super(`the configuration is wrong:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/** Collects what is wrong while values are read; `done` throws all of it together. */
export class EnvironmentReader {
  /** Whether this is no trial: what is convenient there is refused here. */
  readonly isProduction: boolean;
  readonly #env: Environment;
  readonly #mistakes: string[] = [];

  constructor(env: Environment) {
    this.#env = env;
    this.isProduction = env['NODE_ENV'] === 'production';
  }

  text(name: string, fallback: string): string {
    const value = this.#env[name]?.trim();
    return value === undefined || value === '' ? fallback : value;
  }

  /**
   * What may be in a file instead, which `<name>_FILE` names: a secret in the environment is seen by whoever may list
   * processes. Read once, without the line's end. `null` when nothing is set.
   */
  secret(name: string): string | null {
    const value = this.text(name, '');
    const file = this.text(`${name}_FILE`, '');
    if (file === '') return value === '' ? null : value;
    if (value !== '') this.refuse(`set ${name} or ${name}_FILE, not both`);
    const text = textOf(file);
    if (text !== null && text !== '') return text;
    this.refuse(`${name}_FILE names ${file}, which is empty or cannot be read`);
    return null;
  }

  /** Left out of production: refused there, with the reason. */
  trialOnly(isSet: boolean, mistake: string): void {
    if (isSet && this.isProduction) this.refuse(`${mistake}, not in production`);
  }

  /** An address of another part of ours, `http://127.0.0.1:7998`. */
  httpUrl(name: string, fallback: string): string {
    const text = this.text(name, fallback);
    if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
    this.refuse(`${name} must be of the form http://host:7998, was "${text}"`);
    return fallback;
  }

  /** 0 asks the system for a free port. */
  port(name: string, fallback: number): number {
    return this.integer(name, fallback, { min: 0, max: 65_535 });
  }

  integer(name: string, fallback: number, { min, max }: { min: number; max: number }): number {
    const text = this.text(name, String(fallback));
    const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    this.#mistakes.push(`${name} must be a whole number from ${min} to ${max}, was "${text}"`);
    return fallback;
  }

  choice<const V extends string>(name: string, values: readonly V[], fallback: V): V {
    const text = this.text(name, fallback);
    const found = values.find((value) => value === text);
    if (found !== undefined) return found;
    this.#mistakes.push(`${name} must be one of ${values.join(', ')}, was "${text}"`);
    return fallback;
  }

  /** Addresses and networks, separated by commas; none when nothing is set. */
  networks(name: string): string[] {
    const networks = this.#list(name);
    for (const wrong of networks.filter((one) => !isNetwork(one))) {
      this.#mistakes.push(`${name} must list IP addresses or networks, not "${wrong}"`);
    }
    return networks;
  }

  /** Origins as a browser names them, `https://desk.example.com`, separated by commas; none when nothing is set. */
  origins(name: string): string[] {
    const origins = this.#list(name);
    for (const wrong of origins.filter((one) => URL.parse(one)?.origin !== one)) {
      this.#mistakes.push(
        `${name} must list origins like https://desk.example.com, not "${wrong}"`,
      );
    }
    return origins;
  }

  /** `null` when nothing is set. What is wrong is said without the URL: there may be a password in it. */
  redisUrl(name: string): string | null {
    const text = this.secret(name);
    if (text === null) return null;
    if (/^rediss?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
    this.#mistakes.push(`${name} must be of the form redis://host:6379`);
    return null;
  }

  /** As `redisUrl`. */
  postgresUrl(name: string): string | null {
    const text = this.secret(name);
    if (text === null) return null;
    const url = URL.parse(text);
    const isPostgres = url?.protocol === 'postgres:' || url?.protocol === 'postgresql:';
    if (isPostgres && url.pathname.length > 1) return text;
    this.#mistakes.push(`${name} must be of the form postgres://user:password@host:5432/database`);
    return null;
  }

  #list(name: string): string[] {
    return this.text(name, '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');
  }

  refuse(mistake: string): void {
    this.#mistakes.push(mistake);
  }

  done(): void {
    if (this.#mistakes.length > 0) throw new ConfigurationError(this.#mistakes);
  }
}

/** `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`. */
function isNetwork(text: string): boolean {
  const [address = '', bits = '0', ...more] = text.split('/');
  const bitsMax = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= bitsMax;
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
