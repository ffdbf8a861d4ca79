/** The keys that sign tokens, as they lie in storage: one signs; those before it may be checked against for a while. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

interface RetiredKey {
  /** The public half. With the private one gone, nobody can sign with it any more. */
  readonly jwk: JWK;
  readonly retiredAtMs: number;
}

export interface KeySet {
  readonly signing: JWK;
  readonly retired: readonly RetiredKey[];
}

/** Where the keys lie. Every process that issues or checks tokens reads them from there again and again. */
export interface KeyStore {
  /** `null` before the first start. */
  read(): Promise<KeySet | null>;
  /** For the first start: keeps what somebody else has stored in the meantime. */
  create(keys: KeySet): Promise<void>;
  replace(keys: KeySet): Promise<void>;
}

/** No token lives longer than this, whatever the configuration. */
const LONGEST_TOKEN_MS = 31 * 24 * 3_600_000;

export const newKeySet = async (): Promise<KeySet> => ({ signing: await newKey(), retired: [] });

/** A new key signs from now on. `dropOld` is for a key that was stolen: every token signed so far is worthless at once. */
export async function rotated(
  { signing, retired }: KeySet,
  { nowMs, dropOld }: { nowMs: number; dropOld: boolean },
): Promise<KeySet> {
  const old = [{ jwk: publicHalf(signing), retiredAtMs: nowMs }, ...retired];
  return {
    signing: await newKey(),
    retired: dropOld ? [] : old.filter(({ retiredAtMs }) => nowMs - retiredAtMs < LONGEST_TOKEN_MS),
  };
}

export function publicHalf({ d: _secret, ...rest }: JWK): JWK {
  return rest;
}

/** The key's own fingerprint (RFC 7638): no id can be given to another key. */
export const kidOf = async (jwk: JWK): Promise<string> => calculateJwkThumbprint(publicHalf(jwk));

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return exportJWK(privateKey);
}
