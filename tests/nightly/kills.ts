/** The long run of kills: two hundred at random, then every named place ten times. `KILLS`, `CRASHES`, `SEED`. */
import { CRASH_POINTS } from '@faultline/testkit';
import { tradeUnderKills, tradeUntilCrash, type Outcome } from '../harness/kill-run.ts';
import { randomFrom } from '../harness/random.ts';

const kills = Number(process.env['KILLS'] ?? 200);
const crashes = Number(process.env['CRASHES'] ?? 10);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** Passed so often before the process dies, at least and at most. */
const PASSES = { least: 5, most: 60 };

function tell(run: string, { faults, acknowledged, unknown }: Outcome): void {
  process.stdout.write(`${JSON.stringify({ run, seed, acknowledged, unknown, faults })}\n`);
  if (faults.length > 0 || unknown > 0) process.exitCode = 1;
}

const random = randomFrom(seed);
tell(`${kills} kills at random`, await tradeUnderKills(kills, random));
for (const point of CRASH_POINTS) {
  for (let round = 0; round < crashes; round += 1) {
    const nth = PASSES.least + Math.floor(random() * (PASSES.most - PASSES.least));
    tell(`${point.name}:${nth}`, await tradeUntilCrash([point], nth));
  }
}
