/** The long run of orderly stops: fifty under load. `STOPS`, `SEED`. */
import { randomFrom } from '../harness/random.ts';
import { tradeUnderStops } from '../harness/stop-run.ts';

const stops = Number(process.env['STOPS'] ?? 50);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const { faults, cut, ends, exits } = await tradeUnderStops(stops, randomFrom(seed));
const unclean = exits.filter((line) => !line.includes('(exit 0)'));
process.stdout.write(
  `${JSON.stringify({ run: `${stops} stops`, seed, ends, cut, unclean, faults })}\n`,
);
if (faults.length + cut.length + unclean.length > 0) process.exitCode = 1;
