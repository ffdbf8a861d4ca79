/** Whatever happens in whatever order: the floor does what a page of integers says that it should. */
import { expect, it } from 'vitest';
import { runModel } from './testing/model/run-model.ts';

const COMMANDS = 1_000;

it.each([1, 2, 3, 4, 5])(
  `agrees with the model in money, positions, orders, ledger and states, a thousand commands: %i`,
  async () => {
    expect(await runModel(COMMANDS)).toBeGreaterThanOrEqual(COMMANDS);
  },
);
