/** An authority and certificates that it has signed, made in memory. For tests only. */
import { webcrypto } from 'node:crypto';
// The library below looks for the decorators' metadata when it is loaded.
import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

interface Signed {
  readonly cert: string;
  readonly key: string;
}

export interface Authority {
  /** Its own certificate, to verify others with. */
  readonly ca: string;
  /** @param commonName - who the certificate is for; it is valid for 127.0.0.1 and localhost, too */
  sign(commonName: string): Promise<Signed>;
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
const NAMES = new SubjectAlternativeNameExtension([
  { type: 'ip', value: '127.0.0.1' },
  { type: 'dns', value: 'localhost' },
]);

const newKeys = () => webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
const validity = () => ({
  notBefore: new Date(Date.now() - DAY_MS),
  notAfter: new Date(Date.now() + DAY_MS),
});

export async function openAuthority(): Promise<Authority> {
  const keys = await newKeys();
  const name = 'CN=Testing Authority';
  const own = await X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name,
    keys,
    signingAlgorithm: SIGNING,
    extensions: [new BasicConstraintsExtension(true)],
  });
  return {
    ca: own.toString('pem'),
    sign: async (commonName) => {
      const theirs = await newKeys();
      const cert = await X509CertificateGenerator.create({
        ...validity(),
        subject: `CN=${commonName}`,
        issuer: name,
        publicKey: theirs.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: SIGNING,
        extensions: [NAMES],
      });
      const key = await webcrypto.subtle.exportKey('pkcs8', theirs.privateKey);
      return { cert: cert.toString('pem'), key: PemConverter.encode(key, 'PRIVATE KEY') };
    },
  };
}
