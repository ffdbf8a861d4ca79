/** Runs the model against the floor until so many commands were carried out, in plays of at most a hundred. */
import fc from 'fast-check';
import { FloorUnderTest } from './floor-under-test.ts';
import { ORDER_COMMANDS } from './order-commands.ts';
import { POSITION_COMMANDS } from './position-commands.ts';
import { TradingModel } from './trading-model.ts';
import { WORLD_COMMANDS } from './world-commands.ts';

const COMMANDS_MAX = 100;
const START_BALANCE = 1_000_000n;

/** @returns How many commands there were. */
export async function runModel(atLeast: number): Promise<number> {
  let done = 0;
  const arbitraries = [...POSITION_COMMANDS, ...ORDER_COMMANDS, ...WORLD_COMMANDS];
  const plays = fc.commands(arbitraries, { maxCommands: COMMANDS_MAX, size: 'max' });
  while (done < atLeast) {
    const play = fc.asyncProperty(plays, async (commands) => {
      const real = await FloorUnderTest.open();
      try {
        const model = new TradingModel(real.desk.clock.nowMs, START_BALANCE);
        await fc.asyncModelRun(() => ({ model, real }), commands);
        await real.finish();
      } finally {
        await real.close();
        done += real.commands;
      }
    });
    await fc.assert(play, { numRuns: 10, endOnFailure: false });
  }
  return done;
}
