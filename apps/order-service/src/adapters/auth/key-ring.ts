/** The keys in use, read again every few seconds, so that a new one signs and a withdrawn one stops to count without a restart. */
import { type CryptoKey, importJWK, type JWK } from 'jose';
import type { Logger } from '@faultline/service';
import { type KeyStore, kidOf, newKeySet, publicHalf } from './key-set.ts';

const READ_EVERY_MS = 5_000;
/** A key that a replica knows already and this process does not: how often that may make us read. */
const UNKNOWN_EVERY_MS = 1_000;
/** What was signed while a replica had not yet heard of the new key is good, too. */
const SLACK_MS = 60_000;

interface SigningKey {
  readonly kid: string;
  readonly key: CryptoKey;
}

export interface KeyRing {
  readonly signing: () => SigningKey;
  /** The key with this id, or `null` when it is not, or no longer, one of ours. */
  readonly find: (kid: string) => Promise<CryptoKey | null>;
  /** Whether a token that was checked before would still find its key. */
  readonly holds: (kid: string) => boolean;
  /** What `/.well-known/jwks.json` shows. */
  readonly jwks: () => { readonly keys: readonly JWK[] };
  readonly close: () => void;
}

interface PublicKey {
  readonly key: CryptoKey;
  readonly jwk: JWK;
  readonly untilMs: number;
}

interface Loaded {
  readonly signing: SigningKey;
  readonly known: ReadonlyMap<string, PublicKey>;
}

export interface KeyRingOptions {
  readonly store: KeyStore;
  /** How long a retired key is still needed: as long as the longest token lives. */
  readonly longestTtlSec: number;
  readonly readEveryMs?: number;
  readonly now: () => number;
  readonly log: Logger;
}

export async function openKeyRing(options: KeyRingOptions): Promise<KeyRing> {
  const { store, now, log, readEveryMs = READ_EVERY_MS } = options;
  if ((await store.read()) === null) await store.create(await newKeySet());
  let loaded = await load(options);
  let readAtMs = now();
  const read = async (): Promise<void> => {
    readAtMs = now();
    try {
      loaded = await load(options);
    } catch (error) {
      log.error({ err: error }, 'signing keys cannot be read; those known are kept');
    }
  };
  const timer = setInterval(() => void read(), readEveryMs).unref();
  const valid = (kid: string): PublicKey | null => {
    const found = loaded.known.get(kid);
    return found !== undefined && found.untilMs > now() ? found : null;
  };
  return {
    signing: () => loaded.signing,
    find: async (kid) => {
      if (!loaded.known.has(kid) && now() - readAtMs >= UNKNOWN_EVERY_MS) await read();
      return valid(kid)?.key ?? null;
    },
    holds: (kid) => valid(kid) !== null,
    jwks: () => ({
      keys: [...loaded.known.values()]
        .filter(({ untilMs }) => untilMs > now())
        .map(({ jwk }) => jwk),
    }),
    close: () => clearInterval(timer),
  };
}

async function load({ store, longestTtlSec }: KeyRingOptions): Promise<Loaded> {
  const keys = await store.read();
  if (keys === null) throw new Error('there are no signing keys');
  const { signing } = keys;
  const afterwardsMs = longestTtlSec * 1_000 + SLACK_MS;
  const all = [
    { jwk: publicHalf(signing), untilMs: Number.POSITIVE_INFINITY },
    ...keys.retired.map(({ jwk, retiredAtMs }) => ({ jwk, untilMs: retiredAtMs + afterwardsMs })),
  ];
  const known = await Promise.all(all.map(async ({ jwk, untilMs }) => publicKey(jwk, untilMs)));
  return {
    signing: { kid: await kidOf(signing), key: await imported(signing) },
    known: new Map(known),
  };
}

async function publicKey(jwk: JWK, untilMs: number): Promise<[string, PublicKey]> {
  const kid = await kidOf(jwk);
  const shown: JWK = { ...jwk, kid, use: 'sig', alg: 'EdDSA' };
  return [kid, { key: await imported(jwk), jwk: shown, untilMs }];
}

async function imported(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'EdDSA');
  if (key instanceof Uint8Array) throw new Error('a signing key is no key pair');
  return key;
}
