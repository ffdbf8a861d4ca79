/** An instance under supervision, driven event by event, with all that it asked for kept. For tests only. */
import {
  DEFAULT_SETTINGS,
  GUIDE_POLICIES,
  type LoginFailure,
  type Mt5Effect,
  type Mt5Event,
  type Mt5Facts,
  type Mt5Instance,
  newMt5Instance,
  step,
} from '../index.ts';
import { mt5Login, mt5Terminal } from '@faultline/errors/foreign';

export const START_MS = 1_000_000;

export const loginCode = (code: number): LoginFailure => ({
  space: 'mt5.login',
  code: mt5Login(code),
});

export const terminalCode = (code: number): LoginFailure => ({
  space: 'mt5.terminal',
  code: mt5Terminal(code),
});

export const factsOf = (changes: Partial<Mt5Facts> = {}): Mt5Facts => ({
  policies: GUIDE_POLICIES,
  settings: DEFAULT_SETTINGS,
  jitter: 0.5,
  tombstone: false,
  gate: { kind: 'OPEN' },
  marketOpensAtMs: null,
  ...changes,
});

type Kind = Mt5Event['kind'];
type Bare = Exclude<Kind, 'credentialsChanged' | 'adminClear' | 'loginFailed'>;

export class Supervised {
  state: Mt5Instance = newMt5Instance('mt5-1', 'print-a', START_MS);
  atMs = START_MS;
  facts: Mt5Facts;
  /** The effects of the last step, and of all. */
  last: readonly Mt5Effect[] = [];
  readonly all: Mt5Effect[] = [];

  constructor(facts: Partial<Mt5Facts> = {}) {
    this.facts = factsOf(facts);
  }

  /** Carries out what concerns the tombstone, as the database would. */
  send(event: Mt5Event): this {
    const taken = step(this.state, event, this.facts);
    this.state = taken.state;
    this.last = taken.effects;
    this.all.push(...taken.effects);
    for (const { kind } of taken.effects) {
      if (kind === 'persistTombstone') this.facts = { ...this.facts, tombstone: true };
      if (kind === 'clearTombstone') this.facts = { ...this.facts, tombstone: false };
    }
    return this;
  }

  on(kind: Bare): this {
    return this.send({ kind, atMs: this.atMs });
  }

  fail(failure: LoginFailure): this {
    return this.send({ kind: 'loginFailed', failure, atMs: this.atMs });
  }

  credentials(fingerprint: string): this {
    return this.send({ kind: 'credentialsChanged', fingerprint, atMs: this.atMs });
  }

  clear(reason: string): this {
    return this.send({ kind: 'adminClear', reason, atMs: this.atMs });
  }

  pass(ms: number): this {
    this.atMs += ms;
    return this.on('tick');
  }

  /** As far as its first login. */
  begin(): this {
    return this.on('start').on('heartbeat');
  }

  connect(): this {
    return this.begin().on('loginOk');
  }

  /** Waits for the delay that is running; its length in ms. */
  waitForRetry(): number {
    const waitMs = (this.state.nextRetryAtMs ?? this.atMs) - this.atMs;
    this.pass(waitMs);
    return waitMs;
  }

  count(kind: Mt5Effect['kind']): number {
    return this.all.filter((effect) => effect.kind === kind).length;
  }

  get alerts(): string[] {
    return this.all.flatMap((effect) => (effect.kind === 'alert' ? [effect.alert] : []));
  }
}
