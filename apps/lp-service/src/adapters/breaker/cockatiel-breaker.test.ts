/** When a provider gets no orders any more, and when it may try again. The clock is turned by hand. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer, Breaker } from '../../ports/breaker.ts';
import { CockatielBreaker } from './cockatiel-breaker.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

async function offer(breaker: Breaker, answer: Answer): Promise<boolean> {
  const sent = await breaker.run(
    async () => 'sent',
    async () => answer,
  );
  // The answer counts behind the sending.
  await new Promise((resolve) => setImmediate(resolve));
  return sent === 'sent';
}

async function fail(breaker: Breaker, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) await offer(breaker, 'no-answer');
}

describe('a breaker', () => {
  it('opens at the fifth silence in a row, not before', async () => {
    const breaker = new CockatielBreaker(5_000, () => Date.now());
    await fail(breaker, 4);
    await offer(breaker, 'answered');
    await fail(breaker, 4);
    expect(breaker.state).toBe('CLOSED');
    await fail(breaker, 1);
    expect(breaker.state).toBe('OPEN');
    expect(await offer(breaker, 'answered')).toBe(false);
  });

  it('opens when half of ten orders within ten seconds went unanswered', async () => {
    const breaker = new CockatielBreaker(5_000, () => Date.now());
    for (let pair = 0; pair < 4; pair += 1) {
      await offer(breaker, 'answered');
      await offer(breaker, 'no-answer');
    }
    await offer(breaker, 'answered');
    expect(breaker.state).toBe('CLOSED');
    await offer(breaker, 'no-answer');
    expect(breaker.state).toBe('OPEN');
  });

  it('does not count what is longer ago', async () => {
    const breaker = new CockatielBreaker(5_000, () => Date.now());
    for (let pair = 0; pair < 10; pair += 1) {
      await offer(breaker, 'answered');
      await offer(breaker, 'no-answer');
      vi.setSystemTime(Date.now() + 5_000);
    }
    expect(breaker.state).toBe('CLOSED');
  });

  it('lets one order try after five seconds, and no other meanwhile', async () => {
    const breaker = new CockatielBreaker(5_000, () => Date.now());
    await fail(breaker, 5);
    vi.setSystemTime(Date.now() + 4_999);
    expect(await offer(breaker, 'answered')).toBe(false);
    vi.setSystemTime(Date.now() + 1);
    const answer = Promise.withResolvers<Answer>();
    expect(
      await breaker.run(
        async () => 'sent',
        async () => answer.promise,
      ),
    ).toBe('sent');
    expect(breaker.state).toBe('HALF_OPEN');
    expect(await offer(breaker, 'answered')).toBe(false);
    answer.resolve('answered');
    await new Promise((resolve) => setImmediate(resolve));
    expect(breaker.state).toBe('CLOSED');
    expect(await offer(breaker, 'answered')).toBe(true);
  });

  it('waits twice as long after each try that fails, a minute at most', async () => {
    const breaker = new CockatielBreaker(5_000, () => Date.now());
    await fail(breaker, 5);
    for (const waitMs of [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]) {
      vi.setSystemTime(Date.now() + waitMs - 1);
      expect(await offer(breaker, 'no-answer')).toBe(false);
      vi.setSystemTime(Date.now() + 1);
      expect(await offer(breaker, 'no-answer')).toBe(true);
      expect(breaker.state).toBe('OPEN');
    }
  });

  it('passes on that an order could not be sent', async () => {
    const breaker = new CockatielBreaker(5_000, () => Date.now());
    const sending = breaker.run(
      async () => Promise.reject(new Error('disk full')),
      async () => 'answered',
    );
    await expect(sending).rejects.toThrow('disk full');
    expect(breaker.state).toBe('CLOSED');
  });
});
