/** Requests that mean harm, over a raw socket: none gets more than its refusal, and nobody else notices. */
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../log/logger.ts';
import { startLimited } from '../testing/limited-server.ts';
import { rawHttp, request } from '../testing/raw-http.ts';

const lines: string[] = [];
const log = createLogger('hostile', {
  level: 'debug',
  destination: { write: (line) => void lines.push(line) },
});
let limited: Awaited<ReturnType<typeof startLimited>>;
beforeAll(async () => {
  limited = await startLimited({ log, buckets: null });
});
afterAll(async () => limited.server.close());

const ask = async (bytes: string) => rawHttp(limited.port, bytes);
const post = (body: string, headers: Record<string, string> = {}) =>
  request('POST /pay', { body, headers });
const codeOf = ({ body }: { body: string }): unknown =>
  (JSON.parse(body) as Record<string, unknown>)['code'];
const NORMAL = post('{"amount":7}');

describe('S15, S16, S17, S18: a body', () => {
  it('of one byte too many is refused, and one of exactly the limit is read', async () => {
    const fitting = `{"amount":7,"x":"${'x'.repeat(64 * 1_024 - 19)}"}`;
    expect(fitting).toHaveLength(64 * 1_024);
    expect(await ask(post(fitting))).toMatchObject({
      status: 400,
      body: expect.stringContaining('Unknown field'),
    });
    expect((await ask(post(`${fitting} `))).status).toBe(413);
  });

  it('that is packed is refused before anybody unpacks it', async () => {
    const bomb = gzipSync('0'.repeat(1_000_000)).toString('latin1');
    for (const path of ['/pay', '/trpc/demo.pay']) {
      const headers = { 'content-encoding': 'gzip' };
      const answer = await ask(request(`POST ${path}`, { body: bomb, headers }));
      expect([answer.status, answer.body.includes('INVALID_REQUEST')]).toEqual([415, true]);
    }
  });

  it.each([
    '{"amount":1e999}',
    '{"amount":"7"}',
    '{"amount":"0x10"}',
    '{"amount":true}',
    '{"amount":[7]}',
    '{"amount":0x10}',
    '{"amount":NaN}',
    '{"amount":7,"role":"ADMIN"}',
    '{"amount":7,"amount":8}',
    '{"amount":7,"__proto__":{"polluted":1}}',
    `{"amount":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
  ])('is never bent into what it is not: %.40s', async (body) => {
    for (const path of ['/pay', '/trpc/demo.pay']) {
      const answer = await ask(request(`POST ${path}`, { body }));
      expect(answer.status).toBe(400);
      expect(answer.body).toMatch(/INVALID_REQUEST|INVALID_PARAMETER_TYPE/);
    }
    expect(await ask(NORMAL)).toMatchObject({ status: 200, body: '{"paid":7}' });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('cannot reach through the query or the path either', async () => {
    for (const path of ['/double/7?__proto__[x]=1', '/double/7?constructor=1', '/double/1e999']) {
      expect((await ask(request(`GET ${path}`))).status).toBe(400);
    }
    const input = encodeURIComponent('{"__proto__":{"amount":7}}');
    expect((await ask(request(`GET /trpc/demo.double?input=${input}`))).status).toBe(400);
    expect((await ask(request('GET /trpc/__proto__'))).status).toBe(404);
    expect((await ask(request('GET /trpc/demo.__proto__.constructor'))).status).toBe(404);
  });
});

describe('S19, S20, S32: a header', () => {
  it('cannot grow another one in the answer', async () => {
    for (const id of ['a%0d%0aset-cookie: x=1', 'abcdefgh\u0000', 'x'.repeat(65)]) {
      const headers = { 'x-request-id': id, 'idempotency-key': id };
      const answer = await ask(post('{"amount":7}', headers));
      expect(answer.headers).not.toHaveProperty('set-cookie');
      expect(answer.headers['x-request-id']).not.toContain('set-cookie');
    }
    const nowhere = await ask(request('GET /nowhere%0d%0aset-cookie:%20x=1'));
    expect(nowhere.headers).not.toHaveProperty('set-cookie');
    expect(nowhere.body).not.toMatch(/[\r\n]/);
  });

  it('cannot write a line of its own into the log', async () => {
    lines.length = 0;
    const evil = '${jndi:ldap://x}"}{"level":"ERROR"';
    await ask(post('{"amount":500}', { 'user-agent': evil, 'x-request-id': evil }));
    await ask(request(`GET /nowhere%0a${encodeURIComponent(`\u001b[31m${evil}`)}`));
    await ask(request('POST /trpc/demo.bug%0a', { body: '{}' }));
    expect(lines.length).toBeGreaterThanOrEqual(3);
    for (const line of lines) {
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(line).not.toContain('\u001b');
      expect(JSON.parse(line)).toMatchObject({ service: 'hostile' });
    }
  });

  it.each([
    ['two hosts', 'GET /double/7 HTTP/1.1\r\nHost: a\r\nhost: b\r\nConnection: close\r\n\r\n'],
    ['no host', 'GET /double/7 HTTP/1.1\r\nConnection: close\r\n\r\n'],
    [
      'a length and chunks',
      'POST /pay HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'two lengths',
      'POST /pay HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
    ],
    ['a folded line', 'GET /double/7 HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n'],
    [
      'a chunk that is none',
      'POST /pay HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n',
    ],
  ])('with %s is refused in the envelope', async (_what, bytes) => {
    const answer = await ask(bytes);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'INVALID_REQUEST']);
  });
});

/** Sends a beginning and then a byte a second, until it is cut off; resolves with what it was told. */
async function drip(beginning: string): Promise<string> {
  const socket = connect(limited.port, '127.0.0.1');
  let received = '';
  const closed = new Promise((wake) => socket.on('close', wake));
  socket.setEncoding('utf8').on('data', (text: string) => (received += text));
  socket.on('error', () => undefined);
  socket.write(beginning);
  const drops = setInterval(() => socket.write('x'), 1_000);
  await closed;
  clearInterval(drops);
  return received;
}

describe('S32: a caller who is slow on purpose', () => {
  it('is cut off, with the headers and with the body, and nobody else waits', async () => {
    const head = 'POST /pay HTTP/1.1\r\nHost: a\r\n';
    const body = `${head}Content-Type: application/json\r\nContent-Length: 99\r\n\r\n`;
    const dripping = Promise.all([drip(head), drip(body)]);
    expect((await ask(NORMAL)).status).toBe(200);
    for (const received of await dripping) {
      expect(received).toMatch(/^HTTP\/1\.1 408 /);
      expect(received).toContain('INVALID_REQUEST');
    }
  });

  it('does not keep others out with two thousand idle lines', async () => {
    const idle = Array.from({ length: 2_000 }, () => connect(limited.port, '127.0.0.1'));
    for (const socket of idle) socket.on('error', () => undefined);
    await sleep(300);
    const startedMs = performance.now();
    expect((await ask(NORMAL)).status).toBe(200);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    for (const socket of idle) socket.destroy();
  });
});
