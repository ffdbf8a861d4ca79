/** How long work will wait is known from what waits and how it goes, and a hiccup is no crowd. */
import { describe, expect, it } from 'vitest';
import { FEW, watchQueue } from './queue-wait.ts';

function queueAt() {
  const clock = { ms: 0 };
  return { clock, queue: watchQueue(() => clock.ms) };
}

describe('work that joins a queue', () => {
  it('waits for nothing when nothing is under way', () => {
    expect(queueAt().queue.waitMs()).toBe(0);
  });

  it('waits as long as those before it will take, by what others have taken lately', () => {
    const { clock, queue } = queueAt();
    for (let turn = 0; turn < 10; turn += 1) {
      const end = queue.begin();
      clock.ms += 5;
      end();
    }
    for (let one = 0; one < 30; one += 1) queue.begin();
    expect(queue.waitMs()).toBe(150);
  });

  it('waits as long as the oldest has, where a crowd waits and nothing comes through', () => {
    const { clock, queue } = queueAt();
    for (let one = 0; one < FEW; one += 1) queue.begin();
    clock.ms += 400;
    expect(queue.waitMs()).toBe(400);
  });

  it('is not held to wait for one that has taken long, when only a few are there', () => {
    const { clock, queue } = queueAt();
    for (let one = 0; one < FEW - 1; one += 1) queue.begin();
    clock.ms += 400;
    expect(queue.waitMs()).toBe(0);
  });

  it('is not held to wait for a few, when the first of them took long', () => {
    const { clock, queue } = queueAt();
    const end = queue.begin();
    for (let one = 0; one < FEW - 1; one += 1) queue.begin();
    clock.ms += 400;
    end();
    expect(queue.waitMs()).toBe(0);
    queue.begin();
    expect(queue.waitMs()).toBe(FEW * 400);
  });
});
