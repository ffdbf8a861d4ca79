/** What a supervisor is told about a service whose store is in trouble. */
import { describe, expect, it } from 'vitest';
import { startLimited } from '../testing/limited-server.ts';

describe('readiness', () => {
  it.each([
    ['refuses to write', async () => Promise.reject(new Error('disk full'))],
    ['does not answer', async () => new Promise(() => undefined)],
  ])('ends when the store %s, while the service lives', async (_trouble, probe) => {
    const { server, url } = await startLimited({ store: { probe, durability: 'power-loss' } });
    const ready = await fetch(`${url}/health/ready`);
    expect(ready.status).toBe(503);
    const text = await ready.text();
    expect(JSON.parse(text)).toMatchObject({
      status: 'not ready',
      checks: { database: 'failed' },
    });
    expect(text).not.toContain('disk full');
    expect(await (await fetch(`${url}/health/live`)).json()).toEqual({ status: 'live' });
    await server.close();
  });
});
