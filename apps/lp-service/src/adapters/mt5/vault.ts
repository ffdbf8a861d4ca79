/** Secrets at rest: AES-256-GCM, each bound to the place that it is for, with the name of its key beside it. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Vault } from '../../mt5/ports.ts';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface VaultKeys {
  /** The name of the key that seals. */
  readonly active: string;
  /** By name, 32 bytes each. */
  readonly keys: ReadonlyMap<string, Buffer>;
}

/** @param keysNow - Asked each time: keys may be rotated while the service runs. */
export function vault(keysNow: () => VaultKeys): Vault {
  const keyOf = (name: string): Buffer => {
    const key = keysNow().keys.get(name);
    if (key === undefined) throw new Error(`there is no key ${name}`);
    return key;
  };
  return {
    seal: (secret, place) => {
      const { active } = keysNow();
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, keyOf(active), iv);
      cipher.setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      const bytes = Buffer.concat([iv, cipher.getAuthTag(), sealed]);
      return `${active}.${bytes.toString('base64url')}`;
    },
    open: (sealed, place) => {
      const [name = '', text = ''] = sealed.split('.', 2);
      const bytes = Buffer.from(text, 'base64url');
      const iv = bytes.subarray(0, IV_BYTES);
      const decipher = createDecipheriv(ALGORITHM, keyOf(name), iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const secret = bytes.subarray(IV_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(secret), decipher.final()]).toString('utf8');
    },
    isCurrent: (sealed) => sealed.split('.', 1)[0] === keysNow().active,
  };
}
