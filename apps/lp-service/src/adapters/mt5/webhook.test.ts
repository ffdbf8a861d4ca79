/** Notices as signed calls to a real receiver, and the places to which none are sent. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../mt5/ports.ts';
import { loginFailure } from '../../testing/mt5-desk.ts';
import { isPublic, webhookFault, webhookNotifier } from './webhook.ts';

const SECRET = 'a-secret-of-sixteen';
const NOTICE: Notice = {
  id: 'notice-1',
  atMs: 1_800_000_000_000,
  instanceId: 'mt5-1',
  server: 'Demo',
  alert: 'Account Disabled',
  status: 'CLOSED',
  failure: loginFailure(10_012),
  reason: 'Account disabled',
  attempt: 1,
  nextRetryAtMs: null,
  action: 'Ask the broker.',
};

let server: Server;
let answers: number[];
const received: { headers: IncomingHttpHeaders; body: string }[] = [];
beforeEach(async () => {
  answers = [];
  received.length = 0;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(answers.shift() ?? 204, { location: 'http://elsewhere.example' }).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => server.close());

const options = (host = '127.0.0.1') => ({
  url: new URL(`http://${host}:${(server.address() as AddressInfo).port}/hook`),
  secret: SECRET,
  hosts: new Set([host]),
  isPrivateAllowed: true,
  now: () => 1_800_000_001_500,
});

describe('a webhook', () => {
  it('carries a notice whose signature its receiver can check', async () => {
    await webhookNotifier(options()).deliver(NOTICE);
    const { headers, body } = received[0] ?? { headers: {}, body: '' };
    const expected = createHmac('sha256', SECRET).update(`1800000001.${body}`).digest('hex');
    expect(headers['x-faultline-signature']).toBe(`t=1800000001,v1=${expected}`);
    expect(headers['x-faultline-notice']).toBe('notice-1');
    expect(JSON.parse(body)).toMatchObject({
      alert: 'Account Disabled',
      failure: { code: 10_012 },
    });
  });

  it('is called again after a failure, with the same id', async () => {
    answers = [500];
    await webhookNotifier(options()).deliver(NOTICE);
    expect(received.map(({ headers }) => headers['x-faultline-notice'])).toEqual([
      'notice-1',
      'notice-1',
    ]);
  });

  it('follows no redirect, and says when nobody took the notice', async () => {
    answers = [302, 302, 302];
    await expect(webhookNotifier(options()).deliver(NOTICE)).rejects.toThrow('302');
  });

  it('dials no private address behind a name that is allowed', async () => {
    const hidden = {
      ...options('localhost'),
      url: new URL('https://localhost/hook'),
      isPrivateAllowed: false,
    };
    await expect(webhookNotifier(hidden).deliver(NOTICE)).rejects.toThrow('private');
    expect(received).toEqual([]);
  });

  it.each([
    ['http://hooks.example.com/', 'https'],
    ['https://user:pass@hooks.example.com/', 'credentials'],
    ['https://elsewhere.example.com/', 'list of hosts'],
    ['https://169.254.169.254/', 'private'],
    ['https://[::1]/', 'private'],
  ])('is not made for %s', (address, fault) => {
    const hosts = new Set(['hooks.example.com', '169.254.169.254', '::1']);
    const wanted = { ...options(), url: new URL(address), hosts, isPrivateAllowed: false };
    expect(webhookFault(wanted)).toContain(fault);
  });

  it.each(['10.1.2.3', '::ffff:127.0.0.1', 'fd00::1', '172.20.0.1', '100.64.0.1', '0.0.0.0', 'x'])(
    'takes %s for no public address',
    (address) => expect(isPublic(address)).toBe(false),
  );

  it('takes others for public ones', () => {
    expect(['93.184.216.34', '2606:2800:220:1::1'].map(isPublic)).toEqual([true, true]);
  });
});
