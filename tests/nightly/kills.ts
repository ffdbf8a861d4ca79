/**
 * The long run of kills: two hundred at random, then every named place ten times. `KILLS`, `CRASHES`, `SEED`, `POINTS`; with
 * `JOURNEYS_DATABASE=postgres` both services keep their data in a PostgreSQL database of their own.
 */
import { inspect } from 'node:util';
import { CRASH_POINTS } from '@faultline/testkit';
import { tradeUnderKills, tradeUntilCrash, type Outcome } from '../harness/kill-run.ts';
import { randomFrom } from '../harness/random.ts';

const kills = Number(process.env['KILLS'] ?? 200);
const crashes = Number(process.env['CRASHES'] ?? 10);
const data = process.env['JOURNEYS_DATABASE'] ?? 'sqlite';
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** A run that breaks off is told like one with a fault, and the others still run. */
async function tell(run: string, outcome: Promise<Outcome>): Promise<void> {
  try {
    write(run, await outcome);
  } catch (error) {
    process.stdout.write(
      `${JSON.stringify({ run, data, seed, error: inspect(error, { depth: 4 }) })}\n`,
    );
    process.exitCode = 1;
  }
}

function write(run: string, { faults, acknowledged, unknown }: Outcome): void {
  process.stdout.write(`${JSON.stringify({ run, data, seed, acknowledged, unknown, faults })}\n`);
  if (faults.length > 0 || unknown > 0) process.exitCode = 1;
}

const random = randomFrom(seed);
if (kills > 0) {
  await tell(`${kills} kills at random`, tradeUnderKills(kills, random));
}
/** Parts of names, separated by commas; all of them when nothing is set. */
const wanted = (process.env['POINTS'] ?? '').split(',');
for (const point of CRASH_POINTS) {
  if (!wanted.some((part) => point.name.includes(part))) continue;
  for (let round = 0; round < crashes; round += 1) {
    const { least, most } = point.passes;
    const nth = least + Math.floor(random() * (most + 1 - least));
    await tell(
      `${point.name}:${nth}`,
      tradeUntilCrash([point], () => nth),
    );
  }
}
