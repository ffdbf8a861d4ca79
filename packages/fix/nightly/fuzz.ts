/**
 * The long fuzz run, as one line of JSON. Fails when an input crashes a reader, takes more than a second, reaches the
 * application although it is invalid, or when memory grows by more than 50 MiB.
 *
 * FUZZ_INPUTS: how many inputs, 5,000,000 when not given. FUZZ_SEED: repeats a run; a new one each night otherwise.
 */
import { Fuzzer } from '../src/testing/fuzzer.ts';
import { heldMib, rounded } from './memory.ts';

const INPUTS = Number(process.env.FUZZ_INPUTS ?? 5_000_000);
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const WARM_UP_INPUTS = 20_000;
const INPUT_MAX_MS = 1000;
const GROWTH_MAX_MIB = 50;

const fuzzer = new Fuzzer(SEED);
let slowestMs = 0;

function throwUpTo(inputs: number): void {
  let before = performance.now();
  while (fuzzer.inputs < inputs) {
    fuzzer.throwOne();
    const after = performance.now();
    slowestMs = Math.max(slowestMs, after - before);
    before = after;
  }
}

const startedAt = performance.now();
try {
  throwUpTo(Math.min(INPUTS, WARM_UP_INPUTS));
  const beforeMib = heldMib();
  throwUpTo(INPUTS);
  const grownMib = heldMib() - beforeMib;
  const { inputs, valid, wronglyDelivered } = fuzzer;
  const passed =
    wronglyDelivered.length === 0 && slowestMs <= INPUT_MAX_MS && grownMib <= GROWTH_MAX_MIB;
  const figures = {
    nightly: 'fix-fuzz',
    seed: SEED,
    inputs,
    valid,
    wronglyDelivered: wronglyDelivered.slice(0, 10),
    slowestMs: rounded(slowestMs),
    grownMib: rounded(grownMib),
    seconds: Math.round((performance.now() - startedAt) / 1000),
    passed,
  };
  console.log(JSON.stringify(figures));
  if (!passed) process.exitCode = 1;
} catch (error) {
  console.error(`seed ${SEED}, input ${fuzzer.inputs}`);
  throw error;
}
