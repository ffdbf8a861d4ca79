/**
 * What a file says about FIX sessions that belongs into no database: passwords, keys, and the hours that the provider keeps.
 * `{ "YOFX1": { "username", "password", "tls": { … }, "schedule": { … } } }`, everything optional.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { nextSessionHours, type Schedule } from '@faultline/fix/node';
import { z } from 'zod';

/** PEM texts. */
interface SessionTls {
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** The name in the provider's certificate, when it is not its host. */
  readonly serverName?: string | undefined;
}

/** How one session is opened. */
export interface SessionAccess {
  /** Username(553) and Password(554): sent in Logon(A) and shown to nobody. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Without it the link is plain TCP. */
  readonly tls?: SessionTls | undefined;
  /** Without one the session may be up at any time and never ends. */
  readonly schedule?: Schedule | undefined;
}

export interface SessionFile {
  /** By the id of the session. */
  readonly sessions: ReadonlyMap<string, SessionAccess>;
  /** Everything that is wrong, without a word of what the file keeps secret. */
  readonly mistakes: readonly string[];
}

const weekday = z.enum(['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']);
const dayTime = z.strictObject({ day: weekday, time: z.string() });
const hours = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('daily'),
    timeZone: z.string(),
    from: z.string(),
    to: z.string(),
    days: z.array(weekday).min(1).optional(),
  }),
  z.strictObject({ kind: z.literal('weekly'), timeZone: z.string(), from: dayTime, to: dayTime }),
]);
/** Names of files, from where this file is. */
const tlsFiles = z.strictObject({
  caFile: z.string().optional(),
  certFile: z.string().optional(),
  keyFile: z.string().optional(),
  serverName: z.string().optional(),
});
const access = z
  .strictObject({
    username: z.string().optional(),
    password: z.string().optional(),
    tls: tlsFiles.optional(),
    schedule: hours.optional(),
  })
  .refine(({ username, password }) => (username === undefined) === (password === undefined), {
    error: 'username and password belong together',
  });
const sessionFile = z.record(z.string(), access);

/** @param file - Empty for none. */
export function readSessionFile(file: string): SessionFile {
  if (file === '') return { sessions: new Map(), mistakes: [] };
  const read = sessionFile.safeParse(jsonOf(file));
  if (!read.success) {
    const mistakes = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return { sessions: new Map(), mistakes: mistakes.map((one) => `${file}: ${one}`) };
  }
  const mistakes: string[] = [];
  const sessions = new Map<string, SessionAccess>();
  for (const [id, { tls, schedule, ...credentials }] of Object.entries(read.data)) {
    const tell = (mistake: string): void => void mistakes.push(`${file}: ${id}.${mistake}`);
    const pems = tls === undefined ? undefined : pemsOf(tls, dirname(file), tell);
    if (schedule !== undefined) checkSchedule(schedule as Schedule, tell);
    sessions.set(id, { ...credentials, tls: pems, schedule: schedule as Schedule | undefined });
  }
  return { sessions, mistakes };
}

/** What is no JSON is no object either: the schema says so. */
function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

type Tell = (mistake: string) => void;

function pemsOf(files: z.infer<typeof tlsFiles>, folder: string, tell: Tell): SessionTls {
  const { certFile, keyFile, serverName } = files;
  if ((certFile === undefined) !== (keyFile === undefined)) {
    tell('tls: certFile and keyFile belong together');
  }
  const read = (name: 'caFile' | 'certFile' | 'keyFile', check: (pem: string) => unknown) => {
    const file = files[name];
    if (file === undefined) return undefined;
    try {
      const pem = readFileSync(resolve(folder, file), 'utf8');
      check(pem);
      return pem;
    } catch {
      tell(`tls.${name}: ${file} is not there, or is not what it should be`);
      return undefined;
    }
  };
  const ca = read('caFile', (pem) => new X509Certificate(pem));
  const cert = read('certFile', (pem) => new X509Certificate(pem));
  const key = read('keyFile', createPrivateKey);
  if (cert !== undefined && key !== undefined) checkPair(cert, key, tell);
  return { ca, cert, key, serverName };
}

function checkPair(cert: string, key: string, tell: Tell): void {
  const certificate = new X509Certificate(cert);
  if (!certificate.checkPrivateKey(createPrivateKey(key))) {
    tell('tls: the key is not that of the certificate');
  }
  if (certificate.validToDate.getTime() < Date.now()) {
    tell(`tls: the certificate ended on ${certificate.validToDate.toISOString()}`);
  }
}

function checkSchedule(schedule: Schedule, tell: Tell): void {
  try {
    nextSessionHours(schedule, Date.now());
  } catch (error) {
    tell(`schedule: ${error instanceof Error ? error.message : 'is none'}`);
  }
}
