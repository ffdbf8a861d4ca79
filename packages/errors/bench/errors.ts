/** What an error costs: raising, looking up, redacting, each against its baseline in the same run. Prints JSON. */
import { fail, messageOf, redact, rowOf, toBody } from '../src/index.ts';

const ROUNDS = 15;
const ITERATIONS = 20_000;

/** Keeps results alive, so that nothing is optimised away. */
let sink: unknown;

function nanosOf(run: () => unknown): number {
  const startedAt = process.hrtime.bigint();
  for (let index = 0; index < ITERATIONS; index += 1) sink = run();
  return Number(process.hrtime.bigint() - startedAt) / ITERATIONS;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Alternates the two, so that a noisy moment hits both. */
function compare(name: string, subject: () => unknown, baseline: () => unknown) {
  const rounds = Array.from(
    { length: ROUNDS },
    () => [nanosOf(subject), nanosOf(baseline)] as const,
  );
  const nanos = median(rounds.map(([own]) => own));
  const baselineNanos = median(rounds.map(([, other]) => other));
  const ratio = Math.round((nanos / baselineNanos) * 100) / 100;
  return { name, nanos: Math.round(nanos), baselineNanos: Math.round(baselineNanos), ratio };
}

const details = { lp: 'YOFX', timeout: 5_000, symbol: 'EURUSD', orderId: 'ORD-1' };
const line = { requestId: 'req_1', code: 'LP_TIMEOUT', details, accountId: 'acc_123456' };
const error = fail('LP_TIMEOUT', details);
const plain: Record<string, number> = { LP_TIMEOUT: 1 };

console.log(
  JSON.stringify({
    bench: 'errors',
    results: [
      compare(
        'raise against a plain Error',
        () => fail('LP_TIMEOUT', details),
        () => new Error('LP timeout'),
      ),
      compare(
        'row by code against an object lookup',
        () => rowOf('LP_TIMEOUT'),
        () => plain['LP_TIMEOUT'],
      ),
      compare(
        'message against a constant',
        () => messageOf('LP_TIMEOUT', details),
        () => 'LP timeout',
      ),
      compare(
        'body against a literal',
        () => toBody(error),
        () => ({ error: 'x', code: 'y', details }),
      ),
      compare(
        'redact a log line against copying it',
        () => redact(line),
        () => structuredClone(line),
      ),
    ],
    sink: typeof sink,
  }),
);
