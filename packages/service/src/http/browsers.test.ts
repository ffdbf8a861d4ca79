/** What a browser may do with our answers on behalf of a page that is not ours: next to nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLimited } from '../testing/limited-server.ts';
import { rawHttp, request } from '../testing/raw-http.ts';

const DESK = 'https://desk.example.com';
let limited: Awaited<ReturnType<typeof startLimited>>;
let closed: Awaited<ReturnType<typeof startLimited>>;
beforeAll(async () => {
  limited = await startLimited({ buckets: null, corsOrigins: [DESK] });
  closed = await startLimited({ buckets: null });
});
afterAll(async () => {
  await limited.server.close();
  await closed.server.close();
});

const from = async (origin: string, line = 'GET /double/7', port = limited.port) =>
  rawHttp(port, request(line, { headers: { origin } }));

describe('S26, S27: a page of another origin', () => {
  it('that is named may read, and is told which headers it may send and see', async () => {
    const answer = await from(DESK);
    expect(answer.headers['access-control-allow-origin']).toBe(DESK);
    expect(answer.headers['access-control-expose-headers']).toContain('x-ratelimit-remaining');
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
    const preflight = await rawHttp(
      limited.port,
      request('OPTIONS /pay', {
        headers: { origin: DESK, 'access-control-request-method': 'POST' },
      }),
    );
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-headers']).toContain('idempotency-key');
  });

  it.each([
    'https://evil.example',
    'null',
    'https://desk.example.com.evil.example',
    'https://evil-desk.example.com',
    'http://desk.example.com',
    'https://desk.example.com:444',
    'https://DESK.example.com',
  ])('that is not may not: %s', async (origin) => {
    for (const line of ['GET /double/7', 'OPTIONS /pay', 'GET /nowhere']) {
      const { headers } = await from(origin, line);
      expect(headers['access-control-allow-origin'] ?? DESK).toBe(DESK);
      expect(headers['access-control-allow-origin']).not.toBe(origin);
    }
  });

  it('is nobody’s unless somebody is named', async () => {
    const { headers } = await from(DESK, 'GET /double/7', closed.port);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it.each(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'])(
    'cannot have a form sent in a user’s name: %s',
    async (type) => {
      for (const path of ['/pay', '/trpc/demo.pay']) {
        const headers = { 'content-type': type };
        const answer = await rawHttp(
          limited.port,
          request(`POST ${path}`, { body: '{"amount":7}', headers }),
        );
        expect(answer.status).toBe(415);
      }
    },
  );

  it('gains nothing by a cookie, for no cookie is looked at', async () => {
    const answer = await rawHttp(
      limited.port,
      request('GET /mine', { headers: { cookie: 'token=admin; authorization=Bearer admin' } }),
    );
    expect(answer.status).toBe(401);
  });
});

describe('S28, S29: every answer', () => {
  it.each([
    ['a success', 'GET /double/7'],
    ['a refusal', 'GET /mine'],
    ['a stranger’s path', 'GET /nowhere'],
    ['a bad path', 'GET /%zz'],
    ['tRPC', 'GET /trpc/demo.liar'],
    ['health', 'GET /health'],
    ['no HTTP', 'hello'],
  ])('says that it is data, to be kept by nobody and framed by nobody: %s', async (_what, line) => {
    const { headers } = await rawHttp(limited.port, request(line));
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.stringContaining('max-age=31536000'),
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('server');
  });
});
