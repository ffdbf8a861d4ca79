/**
 * Notices as signed HTTP calls. The receiver computes HMAC-SHA256 of `<timestamp>.<body>` with the shared secret and
 * compares it with the header; the id is equal for every attempt, so that it can tell a repeat.
 */
import { createHmac } from 'node:crypto';
import { lookup as resolve } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { StartRefused } from '@faultline/service';
import { ExponentialBackoff, handleAll, retry } from 'cockatiel';
import type { Notice, Notifier } from '../../mt5/ports.ts';

export interface WebhookOptions {
  readonly url: URL;
  readonly secret: string;
  /** Names of hosts, as they stand in the URL. */
  readonly hosts: ReadonlySet<string>;
  /** For tests and for a receiver in one's own network. */
  readonly isPrivateAllowed: boolean;
  readonly now: () => number;
}

const TIMEOUT_MS = 5_000;
/** At once; what does not arrive stays in the database and is sent again later. */
const TRIES_AT_ONCE = 2;

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(network, bits);
}
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');
PRIVATE.addSubnet('ff00::', 8, 'ipv6');
PRIVATE.addSubnet('::', 127, 'ipv6');
// 6to4 and NAT64 carry IPv4 addresses of whatever kind.
PRIVATE.addSubnet('2002::', 16, 'ipv6');
PRIVATE.addSubnet('64:ff9b::', 96, 'ipv6');

/** IPv4 in IPv6 clothes is IPv4. */
export const isPublic = (address: string): boolean =>
  isIP(address) !== 0 && !PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Why this is no place for notices; null when it is one. */
export function webhookFault({ url, hosts, isPrivateAllowed }: WebhookOptions): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isPrivateAllowed)) {
    return 'it must be an https address';
  }
  if (url.username !== '' || url.password !== '') return 'it must not carry credentials';
  if (!hosts.has(host)) return 'its host is not on the list of hosts';
  return isIP(host) === 0 || isPrivateAllowed || isPublic(host) ? null : 'its address is private';
}

/** @throws StartRefused when the URL is no place for notices. */
export function webhookNotifier(options: WebhookOptions): Notifier {
  const fault = webhookFault(options);
  if (fault !== null) throw new StartRefused(`MT5_WEBHOOK_URL: ${fault}`);
  const patience = retry(handleAll, {
    maxAttempts: TRIES_AT_ONCE,
    backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 1_000 }),
  });
  return { deliver: async (notice) => patience.execute(async () => post(notice, options)) };
}

async function post(notice: Notice, options: WebhookOptions): Promise<void> {
  const { url, secret, now, isPrivateAllowed } = options;
  const body = JSON.stringify({ ...notice, at: new Date(notice.atMs).toISOString() });
  const timestamp = Math.floor(now() / 1_000);
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  await new Promise<void>((done, failed) => {
    const request = send(url, {
      method: 'POST',
      lookup: guarded(isPrivateAllowed),
      timeout: TIMEOUT_MS,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-faultline-notice': notice.id,
        'x-faultline-signature': `t=${timestamp},v1=${signature}`,
      },
    });
    request.on('error', failed);
    request.on('response', (response) => {
      // What it says is not read: only whether it took the notice.
      response.resume();
      const { statusCode = 0 } = response;
      if (statusCode >= 200 && statusCode < 300) done();
      else failed(new Error(`the receiver answered ${statusCode}`));
    });
    request.end(body);
  });
}

/** The address is looked at when it is dialled: what a name means may change between a check and a connection. */
const guarded =
  (isPrivateAllowed: boolean): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '', 0);
      const fit = found.filter(({ address }) => isPrivateAllowed || isPublic(address));
      const [first] = fit;
      if (first === undefined) return callback(new Error('a private address'), '', 0);
      if (options.all === true) callback(null, fit);
      else callback(null, first.address, first.family);
    });
  };
