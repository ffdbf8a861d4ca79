/** The long run over a line that loses replies: ten thousand orders. `ORDERS`, `SEED`. */
import { tradeOverLossyLine } from '../harness/lost-replies-run.ts';
import { randomFrom } from '../harness/random.ts';

const orders = Number(process.env['ORDERS'] ?? 10_000);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const outcome = await tradeOverLossyLine(orders, randomFrom(seed));
const good = outcome.faults.length === 0 && outcome.booked === orders;
process.stdout.write(`${JSON.stringify({ run: `${orders} orders`, seed, ...outcome })}\n`);
if (!good) process.exitCode = 1;
