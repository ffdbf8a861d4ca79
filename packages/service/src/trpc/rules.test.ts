/** tRPC's door has no side entrance: methods, batches and paths are what they are. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLimited } from '../testing/limited-server.ts';
import { type RawAnswer, rawHttp, request } from '../testing/raw-http.ts';

let limited: Awaited<ReturnType<typeof startLimited>>;
beforeAll(async () => {
  limited = await startLimited({ buckets: null });
});
afterAll(async () => limited.server.close());

const ask = async (line: string, options?: Parameters<typeof request>[1]): Promise<RawAnswer> =>
  rawHttp(limited.port, request(line, options));

describe('S31: the tRPC door', () => {
  it('takes a mutation by POST only, whatever a header says', async () => {
    const input = encodeURIComponent('{"amount":7}');
    for (const headers of [{}, { 'x-http-method-override': 'POST' }, { 'x-method': 'POST' }]) {
      const answer = await ask(`GET /trpc/demo.pay?input=${input}`, { headers });
      expect(answer.status).toBe(405);
      expect(answer.headers['allow']).toBe('POST');
    }
    expect((await ask('POST /trpc/demo.double', { body: '{"amount":7}' })).status).toBe(405);
  });

  it('takes ten calls at once and not eleven', async () => {
    const batch = async (count: number) =>
      ask(`GET /trpc/${Array<string>(count).fill('demo.liar').join(',')}?batch=1`);
    expect(JSON.parse((await batch(10)).body)).toHaveLength(10);
    const refused = await batch(11);
    expect([refused.status, refused.body.includes('INVALID_REQUEST')]).toEqual([400, true]);
  });

  it.each(['__proto__', 'constructor', 'demo', 'demo.pay.x', 'demo..pay', '../demo.pay', ''])(
    'finds nothing under %j and shows no stack',
    async (path) => {
      const answer = await ask(`GET /trpc/${path}`);
      expect(answer.status).toBe(404);
      expect(answer.body).toContain('NOT_FOUND');
      expect(answer.body).not.toMatch(/at .+:\d+|node_modules|stack/);
    },
  );

  it('keeps a bug to itself', async () => {
    const answer = await ask('POST /trpc/demo.bug', { body: '{}' });
    expect(answer.status).toBe(500);
    expect(answer.body).not.toMatch(/SELECT|passwd|stack/);
    expect(answer.body).toMatch(/err_[0-9A-Z]{26}/);
  });
});
