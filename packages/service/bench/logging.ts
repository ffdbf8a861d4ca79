/** A redacted structured log line against a plain pino line, in one run. Prints JSON. */
import { pino } from 'pino';
import { createLogger } from '../src/log/logger.ts';

const ROUNDS = 21;
const LINES = 10_000;

let written = 0;
const destination = { write: (line: string) => void (written += line.length) };
const redacting = createLogger('bench', { destination });
const plain = pino(
  { base: { service: 'bench' }, timestamp: pino.stdTimeFunctions.isoTime },
  destination,
);

const line = {
  procedure: 'orders.placeMarket',
  requestId: 'req_01M7XRHKJ3NXE7VEVF1JK645P9',
  code: 'MARGIN_INSUFFICIENT',
  outcome: 'NOT_APPLIED',
  httpStatus: 400,
  details: { requiredMargin: 250, freeMargin: 150, symbol: 'EURUSD', volume: 0.5, accountId: 1 },
};

function microsPerLine(log: { warn: (fields: object, text: string) => void }): number {
  const startedAt = process.hrtime.bigint();
  for (let index = 0; index < LINES; index += 1) log.warn(line, 'call refused');
  return Number(process.hrtime.bigint() - startedAt) / LINES / 1_000;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const rounds = Array.from({ length: ROUNDS }, () => [
  microsPerLine(redacting),
  microsPerLine(plain),
]);
const [redactedMicros, plainMicros] = [0, 1].map((which) =>
  median(rounds.map((round) => round[which] ?? 0)),
);
// Of each pair of neighbours, so that a noisy second hits both.
const ratios = rounds.map(([redacted = 0, other = 1]) => redacted / other);
const ratio = Math.round(median(ratios) * 100) / 100;
console.log(
  JSON.stringify({ bench: 'logging', redactedMicros, plainMicros, ratio, written: written > 0 }),
);
