/**
 * The credentials of all instances: sealed wherever they lie, opened only for the login that needs them. A fingerprint
 * stands for credentials, so that refused ones are known again without being kept in the clear.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { StartRefused } from '@faultline/service';
import type { Mt5Account, Mt5Ledger, SealedSecrets, Vault } from './ports.ts';

const FINGERPRINT_KEY = 'fingerprint-key';
const KEY_BYTES = 32;

interface Resealed {
  readonly count: number;
  /** Instances whose secrets cannot be opened: their key is gone, or they are not theirs. */
  readonly unreadable: readonly string[];
}

type Ledger = Pick<Mt5Ledger, 'secrets' | 'reseal' | 'setting' | 'saveSetting'>;

export class Mt5Secrets {
  readonly #vault: Vault;
  readonly #ledger: Ledger;
  readonly #sealed = new Map<string, SealedSecrets>();
  #fingerprintKey = '';

  constructor(vault: Vault, ledger: Ledger) {
    this.#vault = vault;
    this.#ledger = ledger;
  }

  async open(): Promise<void> {
    for (const one of await this.#ledger.secrets()) this.#sealed.set(one.instanceId, one);
    const known = this.#opened(await this.#ledger.setting(FINGERPRINT_KEY));
    this.#fingerprintKey = known ?? randomBytes(KEY_BYTES).toString('base64url');
    if (known === null) await this.#saveFingerprintKey();
  }

  /** Null where there is none, and where nothing depends on the one that cannot be opened. */
  #opened(sealed: string | null): string | null {
    if (sealed === null) return null;
    try {
      return this.#vault.open(sealed, FINGERPRINT_KEY);
    } catch {
      if (this.#sealed.size === 0) return null;
      throw new StartRefused(
        'the MT5 credentials are sealed with a key that is not here: give every process the same KEY_FILE or MT5_KEYS',
      );
    }
  }

  /** Seals anew whatever an older key has sealed. What cannot be opened stays as it is, and hurts its own instance alone. */
  async reseal(): Promise<Resealed> {
    const old = [...this.#sealed.values()].filter(
      ({ password }) => !this.#vault.isCurrent(password),
    );
    const unreadable: string[] = [];
    for (const before of old) {
      const { instanceId } = before;
      const after = this.#sealedAnew(instanceId);
      if (after === null) {
        unreadable.push(instanceId);
        continue;
      }
      await this.#ledger.reseal(before, after);
      this.#sealed.set(instanceId, after);
    }
    const count = old.length - unreadable.length;
    const key = await this.#ledger.setting(FINGERPRINT_KEY);
    if (key === null || this.#vault.isCurrent(key)) return { count, unreadable };
    await this.#saveFingerprintKey();
    return { count: count + 1, unreadable };
  }

  #sealedAnew(instanceId: string): SealedSecrets | null {
    try {
      const token = this.agentToken(instanceId);
      return this.seal(instanceId, { password: this.password(instanceId), token });
    } catch {
      return null;
    }
  }

  seal(instanceId: string, given: { password: string; token: string | null }): SealedSecrets {
    const { password, token } = given;
    return {
      instanceId,
      password: this.#vault.seal(password, `${instanceId}:password`),
      agentToken: token === null ? null : this.#vault.seal(token, `${instanceId}:agent-token`),
    };
  }

  /** They are in the database now. */
  keep(secrets: SealedSecrets): void {
    this.#sealed.set(secrets.instanceId, secrets);
  }

  /** Throws when it cannot be opened: its key is gone, or it is not this instance's. */
  password(instanceId: string): string {
    return this.#vault.open(this.#of(instanceId).password, `${instanceId}:password`);
  }

  agentToken(instanceId: string): string | null {
    const { agentToken } = this.#of(instanceId);
    return agentToken === null ? null : this.#vault.open(agentToken, `${instanceId}:agent-token`);
  }

  fingerprint({ server, login }: Mt5Account, password: string): string {
    const parts = JSON.stringify([server, login, password]);
    return createHmac('sha256', this.#fingerprintKey).update(parts).digest('hex');
  }

  /** What the agent of this instance says about the credentials that are known here; null without an agent. */
  agentFingerprint(instanceId: string, { server, login }: Mt5Account): string | null {
    const token = this.agentToken(instanceId);
    if (token === null) return null;
    const parts = [asciiJson(server), String(login), asciiJson(this.password(instanceId))];
    return createHmac('sha256', token)
      .update(`[${parts.join(', ')}]`)
      .digest('hex');
  }

  /** Whose agent has this token? */
  agentOf(token: string): string | null {
    const given = digest(token);
    for (const { instanceId } of this.#sealed.values()) {
      const known = this.#readableToken(instanceId);
      if (known !== null && timingSafeEqual(digest(known), given)) return instanceId;
    }
    return null;
  }

  /** One that cannot be opened is nobody's: its own agent is turned away, and no other one. */
  #readableToken(instanceId: string): string | null {
    try {
      return this.agentToken(instanceId);
    } catch {
      return null;
    }
  }

  #of(instanceId: string): SealedSecrets {
    const found = this.#sealed.get(instanceId);
    if (found === undefined) throw new Error(`no secrets of ${instanceId}`);
    return found;
  }

  async #saveFingerprintKey(): Promise<void> {
    const sealed = this.#vault.seal(this.#fingerprintKey, FINGERPRINT_KEY);
    await this.#ledger.saveSetting(FINGERPRINT_KEY, sealed, null);
  }
}

export const newAgentToken = (): string => randomBytes(KEY_BYTES).toString('base64url');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** As Python's `json.dumps` writes a text. */
const asciiJson = (text: string): string =>
  JSON.stringify(text).replaceAll(
    /[^ -~]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
