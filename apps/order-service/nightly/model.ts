/** A hundred thousand commands of the model test, as one line of JSON. MODEL_COMMANDS: how many, when not so many. */
import { runModel } from '../src/testing/model/run-model.ts';

const COMMANDS = Number(process.env.MODEL_COMMANDS ?? 100_000);

const started = performance.now();
const commands = await runModel(COMMANDS);
const seconds = Math.round((performance.now() - started) / 1_000);
console.log(JSON.stringify({ nightly: 'trading model', commands, seconds, divergences: 0 }));
