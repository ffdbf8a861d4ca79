/** What the figures must show: each goal, where its figure stands among the benches' lines, and whether it is met. */

/** One line of a bench. */
export type Figures = Readonly<Record<string, unknown>> & { readonly bench: string };

interface Goal {
  readonly what: string;
  readonly bench: string;
  /** Where the figure stands in the bench's line: `perSec.native`, `raise.nanos`. */
  readonly figure: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

export interface Judged extends Goal {
  readonly value: number | null;
  readonly met: boolean;
}

const LOOKUP_NANOS_MAX = 100;
const MESSAGE_NANOS_MAX = 1_000;

const lookup = (by: string, figure: string): Goal => ({
  what: `a lookup by ${by}, ns`,
  bench: 'errors',
  figure: `${figure}.nanos`,
  atMost: LOOKUP_NANOS_MAX,
});
const message = (locale: string): Goal => ({
  what: `a message with five numbers in ${locale}, ns`,
  bench: 'messages',
  figure: `${locale}FiveNumbers`,
  atMost: MESSAGE_NANOS_MAX,
});

const ORDER_SERVICE_GOALS: readonly Goal[] = [
  {
    what: 'durable market orders a second over HTTP, on SQLite',
    bench: 'http-sqlite',
    figure: 'max',
    atLeast: 8_000,
  },
  {
    what: 'the same, against the usual way on PostgreSQL',
    bench: 'http-sqlite',
    figure: 'toUsual',
    atLeast: 15,
  },
  {
    what: 'market orders on PostgreSQL, against the usual way on the same server',
    bench: 'http-postgres',
    figure: 'toUsual',
    atLeast: 5,
  },
  {
    what: 'p99 of a market order at half load, ms',
    bench: 'http-sqlite',
    figure: 'half.p99Ms',
    atMost: 25,
  },
  {
    what: 'account summaries a second',
    bench: 'http-sqlite',
    figure: 'summary.perSec',
    atLeast: 12_000,
  },
  {
    what: 'lists of positions a second',
    bench: 'http-sqlite',
    figure: 'list.perSec',
    atLeast: 12_000,
  },
  {
    what: 'a page of history with many stored orders, against the same with a thousand',
    bench: 'http-history',
    figure: 'pageToFew',
    atMost: 1.25,
  },
  {
    what: 'memory under load with many stored orders, against the same with a thousand',
    bench: 'http-history',
    figure: 'busyRssToFew',
    atMost: 1.15,
  },
  {
    what: 'a refusal of what is somebody else’s, apart from one of what never was, ms',
    bench: 'foreign-ids',
    figure: 'apartMs',
    atMost: 2,
  },
];

export const GOALS: readonly Goal[] = [
  {
    what: 'a query or mutation over HTTP, against the official adapter',
    bench: 'transport',
    figure: 'nativeToOfficial',
    atLeast: 3.5,
  },
  {
    what: 'the same, against plain Fastify with zod',
    bench: 'transport',
    figure: 'nativeToPlain',
    atLeast: 0.65,
  },
  {
    what: 'a declared error over HTTP, against the success of the same procedure',
    bench: 'transport',
    figure: 'errorCostToSuccess',
    atMost: 1.15,
  },
  {
    what: 'an order refused for margin in process, against one that is filled',
    bench: 'refused-order',
    figure: 'refusedToFilled',
    atMost: 1.15,
  },
  {
    what: 'a declared error in process, against a plain TRPCError in tRPC’s own caller',
    bench: 'in-process',
    figure: 'errorToTrpcError',
    atMost: 1,
  },
  { what: 'constructing an error, ns', bench: 'errors', figure: 'raise.nanos', atMost: 2_000 },
  lookup('code', 'rowByCode'),
  lookup('gateway number', 'rowByGatewayNumber'),
  lookup('MT5 number', 'rowByMt5Number'),
  lookup('FIX value', 'rowByFixValue'),
  message('en'),
  message('es'),
  message('fr'),
  message('de'),
  {
    what: 'a redacted log line, against plain pino',
    bench: 'logging',
    figure: 'ratio',
    atMost: 1.5,
  },
  {
    what: 'what is delivered at five times what can be done, against capacity',
    bench: 'overload',
    figure: 'goodputToCapacity',
    atLeast: 0.9,
  },
  {
    what: 'the wait of the admitted at five times what can be done, p99 ms',
    bench: 'overload',
    figure: 'admittedP99Ms',
    atMost: 250,
  },
  {
    what: 'cancels served at five times what can be done',
    bench: 'overload',
    figure: 'cancelsServed',
    atLeast: 0.99,
  },
  {
    what: 'the client in a browser, bytes minified and zipped',
    bench: 'client-bundle',
    figure: 'gzipBytes',
    atMost: 12_000,
  },
  {
    what: 'type-checking 40 procedures and 60 codes, against the same without errors',
    bench: 'type-check',
    figure: 'ratio',
    atMost: 1.5,
  },
  ...ORDER_SERVICE_GOALS,
];

/** The JSON lines among whatever a bench run prints. */
export const figuresIn = (output: string): Figures[] =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{"bench":'))
    .map((line) => JSON.parse(line) as Figures);

/** Every goal with its figure; a goal whose bench did not run is not met. */
export function judged(lines: readonly Figures[]): Judged[] {
  return GOALS.map((goal) => {
    const value = figureAt(
      lines.find(({ bench }) => bench === goal.bench),
      goal.figure,
    );
    return { ...goal, value, met: value !== null && isMet(value, goal) };
  });
}

const isMet = (value: number, { atMost = Infinity, atLeast = -Infinity }: Goal): boolean =>
  value <= atMost && value >= atLeast;

function figureAt(line: unknown, path: string): number | null {
  const found = path
    .split('.')
    .reduce<unknown>(
      (at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined),
      line,
    );
  return typeof found === 'number' ? found : null;
}
