/** The key pair that signs tokens: made at the first start, kept readable by its owner only. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  calculateJwkThumbprint,
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** What `/.well-known/jwks.json` shows. */
  readonly publicJwk: JWK;
}

export async function loadSigningKey(directory: string): Promise<SigningKey> {
  const file = join(directory, 'signing-key.json');
  const jwk = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as JWK) : await make(file);
  const { d: _secret, ...publicPart } = jwk;
  const kid = await calculateJwkThumbprint(publicPart);
  const publicJwk: JWK = { ...publicPart, kid, use: 'sig', alg: 'EdDSA' };
  return {
    kid,
    privateKey: asKey(await importJWK(jwk, 'EdDSA')),
    publicKey: asKey(await importJWK(publicPart, 'EdDSA')),
    publicJwk,
  };
}

async function make(file: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = await exportJWK(privateKey);
  writeFileSync(file, JSON.stringify(jwk), { flag: 'wx', mode: 0o600 });
  return jwk;
}

function asKey(key: CryptoKey | Uint8Array): CryptoKey {
  if (key instanceof Uint8Array) throw new Error('the signing key is no key pair');
  return key;
}
