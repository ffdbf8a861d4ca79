/** What an error costs: raising, looking up, redacting, each against its baseline in the same run. Prints JSON. */
import { fail, messageOf, redact, rowOf, toBody } from '../src/index.ts';
import {
  fixValue,
  gatewaySpec,
  lookupFix,
  lookupGatewaySpec,
  lookupMt5Login,
  mt5Login,
} from '../src/foreign/index.ts';

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
function compare(subject: () => unknown, baseline: () => unknown) {
  const rounds = Array.from(
    { length: ROUNDS },
    () => [nanosOf(subject), nanosOf(baseline)] as const,
  );
  const nanos = median(rounds.map(([own]) => own));
  const baselineNanos = median(rounds.map(([, other]) => other));
  const ratio = Math.round((nanos / baselineNanos) * 100) / 100;
  return { nanos: Math.round(nanos), baselineNanos: Math.round(baselineNanos), ratio };
}

const details = { lp: 'YOFX', timeout: 5_000, symbol: 'EURUSD', orderId: 'ORD-1' };
const line = { requestId: 'req_1', code: 'LP_TIMEOUT', details, accountId: 'acc_123456' };
const error = fail('LP_TIMEOUT', details);
const plain: Record<string, number> = { LP_TIMEOUT: 1, 5: 2, 10_020: 3, 3: 4 };
const [five, tooMany, limit] = [gatewaySpec(5), mt5Login(10_020), fixValue(103, '3')];

const figures = {
  /** Against a plain Error. */
  raise: compare(
    () => fail('LP_TIMEOUT', details),
    () => new Error('LP timeout'),
  ),
  /** The lookups against one in a plain object. */
  rowByCode: compare(
    () => rowOf('LP_TIMEOUT'),
    () => plain['LP_TIMEOUT'],
  ),
  rowByGatewayNumber: compare(
    () => lookupGatewaySpec(five),
    () => plain[5],
  ),
  rowByMt5Number: compare(
    () => lookupMt5Login(tooMany),
    () => plain[10_020],
  ),
  rowByFixValue: compare(
    () => lookupFix(103, limit),
    () => plain[3],
  ),
  /** Against a constant. */
  message: compare(
    () => messageOf('LP_TIMEOUT', details),
    () => 'LP timeout',
  ),
  /** Against a literal. */
  body: compare(
    () => toBody(error),
    () => ({ error: 'x', code: 'y', details }),
  ),
  /** A log line against a structured clone of it. */
  redact: compare(
    () => redact(line),
    () => structuredClone(line),
  ),
};
process.stdout.write(`${JSON.stringify({ bench: 'errors', sink: typeof sink, ...figures })}\n`);
