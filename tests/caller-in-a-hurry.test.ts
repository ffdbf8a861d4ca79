/** A caller's own deadline through the whole system: before the commit nothing is begun, after it the order is named. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookOf, http, signIn, simulate, until } from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

let system: System;
let token = '';
beforeAll(async () => {
  system = await startSystem();
  token = await signIn(system);
});
afterAll(async () => {
  await system.stop();
  await removeData(system);
});

const order = { symbol: 'EURUSD', side: 'BUY', volume: 0.01 };

describe('a caller in a hurry', () => {
  const place = async (timeoutMs: string) =>
    http(`${system.url}/api/orders/market`, {
      token,
      body: order,
      headers: { 'x-request-timeout-ms': timeoutMs },
    });

  it('whose time is up before the commit is told that nothing was begun, and nothing was', async () => {
    const { length: before } = await bookOf(system);
    const answers = [];
    // A millisecond may be enough on a fast machine: then it is an order like any other.
    for (let count = 0; count < 20; count += 1) answers.push(await place('1'));
    const late = answers.filter(({ status }) => status === 503);
    expect(late.length).toBeGreaterThan(0);
    for (const { headers, body } of late) {
      expect(headers.get('x-error-outcome')).toBe('NOT_APPLIED');
      expect(body).toMatchObject({ code: 'SERVICE_UNAVAILABLE', details: { kind: 'OVERLOADED' } });
    }
    const begun = answers.length - late.length;
    await until(
      async () => bookOf(system),
      ({ length }) => length >= before + begun,
    );
    expect(await bookOf(system)).toHaveLength(before + begun);
  });

  it('whose time is up while a provider has the order is told so, and finds it again', async () => {
    await simulate(system, '/behaviour', { mode: 'delay', ms: 2_000, count: 1 });
    const answer = await place('900');
    expect(answer.body).toMatchObject({ code: 'LP_TIMEOUT', details: { outcome: 'UNKNOWN' } });
    const { orderId } = answer.body['details'] as { orderId: string };
    await until(
      async () => http(`${system.url}/api/orders/${orderId}`, { token }),
      ({ text }) => text.includes('"FILLED"'),
    );
  });
});
