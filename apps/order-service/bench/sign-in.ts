/**
 * What signing in costs, and what it tells: how long a wrong password of a user takes against any password of nobody, and
 * what finding out who asks adds to a call. Over HTTP, one call at a time.
 */
import { NO_THROTTLE } from '../src/adapters/auth/memory-throttle.ts';
import { COST } from '../src/adapters/auth/passwords.ts';
import { ask } from '../src/testing/ask.ts';
import { openAuthDesk } from '../src/testing/auth-desk.ts';

const GUESSES = Number(process.argv[2] ?? 200);
const CALLS = 2_000;
const PERCENT = 100;

const desk = await openAuthDesk({ cost: COST, throttle: NO_THROTTLE });
// The first sign-in brings the demo's cheap hash up to today's cost.
const { accessToken } = (await desk.login()).told;

async function timed(call: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await call();
  return performance.now() - startedAt;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const known: number[] = [];
const unknown: number[] = [];
for (let guess = 0; guess < GUESSES; guess += 1) {
  known.push(await timed(async () => desk.login('trader', 'a wrong one')));
  unknown.push(await timed(async () => desk.login('nobody', 'a wrong one')));
}
const apart = Math.abs(median(known) / median(unknown) - 1) * PERCENT;

const health: number[] = [];
const me: number[] = [];
for (let call = 0; call < CALLS; call += 1) {
  health.push(await timed(async () => ask(`${desk.url}/health`)));
  me.push(await timed(async () => desk.me(accessToken)));
}
await desk.close();

const say = (line: string): void => void process.stdout.write(`${line}\n`);
say(`wrong password: median ${median(known).toFixed(2)} ms`);
say(`unknown name:   median ${median(unknown).toFixed(2)} ms, ${apart.toFixed(1)} % apart`);
say(`/health:        median ${median(health).toFixed(3)} ms`);
say(`/api/me:        median ${median(me).toFixed(3)} ms, token checked, accounts read`);
