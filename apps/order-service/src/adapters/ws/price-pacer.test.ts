/** A line is sent so many prices a second, and of those that wait the newest. */
import { expect, it, vi } from 'vitest';
import { PricePacer } from './price-pacer.ts';

it('sends what fits, keeps the newest of each symbol for the next turn, and goes quiet with the market', async () => {
  const sent: unknown[] = [];
  const pacer = new PricePacer((message) => sent.push(message), { count: 3, everyMs: 40 });
  for (let price = 1; price <= 100; price += 1) {
    pacer.offer('EURUSD', { eur: price });
    pacer.offer('GBPUSD', { gbp: price });
  }
  expect(sent).toEqual([{ eur: 1 }, { gbp: 1 }, { eur: 2 }]);
  await vi.waitFor(() => expect(sent).toHaveLength(5));
  expect(sent.slice(3)).toEqual([{ gbp: 100 }, { eur: 100 }]);
  pacer.offer('EURUSD', { eur: 101 });
  expect(sent.at(-1)).toEqual({ eur: 101 });
  pacer.offer('GBPUSD', { gbp: 101 });
  pacer.stop();
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(sent).toHaveLength(6);
});
