/** The documentation of every error code, written from the catalogue and the contract: an index and a page per code. */
import { lpContract, orderContract, rowsOf } from '@faultline/contract';
import {
  alertOf,
  type AnyCode,
  clientCatalogue,
  COMMON_CODES,
  type Field,
  grpcStatusOf,
  isCode,
  metricLabelOf,
  raise,
  type Refusal,
  type Retry,
  rowOf,
  sinceOf,
  toBody,
  toGrpcStatus,
  toProblem,
} from '@faultline/errors';
import { foreignKeyText, foreignOf } from '@faultline/errors/foreign';
import { toGatewayEnvelope } from '@faultline/errors/foreign/gateway-envelope';
import { loadAllLocales, LOCALES, localise } from '@faultline/errors/messages';
import { exampleDetails } from '@faultline/errors/example-details';

export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

await loadAllLocales();

/** 2026-01-18T09:00:00Z: three hours before the times in the examples. */
const EXAMPLE_NOW_MS = 1_768_726_800_000;
const FOLDER = 'docs/errors';
const codes = Object.keys(clientCatalogue) as AnyCode[];

export const errorPages = (): Page[] => [
  { path: `${FOLDER}/README.md`, text: index() },
  ...codes.map((code) => ({ path: `${FOLDER}/${code}.md`, text: page(code) })),
];

function index(): string {
  const rows = codes.map((code) => {
    const { http, category, outcome } = rowOf(code);
    const status = http === 0 ? 'client' : String(http);
    return `| [${code}](${code}.md) | ${status} | ${category} | ${outcome} | ${retryText(exampleRetry(code))} |`;
  });
  return [
    '# Errors',
    '',
    `Every way that a call can fail, ${codes.length} codes. Written from the catalogue: do not edit, run \`npm run docs\`.`,
    '',
    '| code | HTTP | category | executed? | retry |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function page(code: AnyCode): string {
  return [
    `# ${code}`,
    '',
    messageText(code),
    '',
    ...facts(code),
    '',
    ...detailTable(code),
    '## What to do',
    '',
    ...rowOf(code).solution.map((step, number) => `${number + 1}. ${step}`),
    '',
    ...raisedBy(code),
    ...languages(code),
    ...elsewhere(code),
    ...examples(code),
  ].join('\n');
}

const OUTCOMES = {
  NOT_APPLIED: 'No, certainly.',
  APPLIED: 'Yes, certainly.',
  UNKNOWN: 'Nobody knows yet: ask before repeating.',
} as const;

function facts(code: AnyCode): string[] {
  const { http, category, outcome } = rowOf(code);
  const server = isCode(code)
    ? [`| HTTP status | ${http} |`, `| gRPC status | ${grpcStatusOf(code)} |`]
    : ['| HTTP status | none: only a client meets this |'];
  return [
    '| | |',
    '| --- | --- |',
    ...server,
    `| category | ${category} |`,
    `| was it executed? | ${OUTCOMES[outcome]} |`,
    `| may it be repeated? | ${retryText(exampleRetry(code))} |`,
    `| metric label | \`${metricLabelOf(code)}\` |`,
    `| alert | ${alertOf(code) ?? 'none'} |`,
    `| since | ${sinceOf(code)} |`,
  ];
}

function detailTable(code: AnyCode): string[] {
  const fields = Object.entries<Field>(rowOf(code).details);
  if (fields.length === 0) return ['It has no details.', ''];
  const rows = fields.map(([name, { kind, about, required, nullable, values }]) => {
    const type = values === undefined ? kind : values.map((value) => `\`${value}\``).join(', ');
    const presence = required ? (nullable ? 'or null' : 'always') : 'sometimes';
    return `| \`${name}\` | ${type} | ${presence} | ${about} |`;
  });
  return ['| detail | type | there | meaning |', '| --- | --- | --- | --- |', ...rows, ''];
}

function raisedBy(code: AnyCode): string[] {
  if (COMMON_CODES.some((common) => common === code)) {
    return ['## Who answers so', '', 'Any procedure.', ''];
  }
  const all = [...rowsOf(orderContract), ...rowsOf(lpContract)];
  const paths = all
    .filter(({ op }) => op.errors.some((one) => one === code))
    .map(({ path }) => path);
  if (paths.length === 0) return [];
  return ['## Who answers so', '', paths.map((path) => `\`${path}\``).join(', '), ''];
}

/** The short sentence as each reader gets it. */
function languages(code: AnyCode): string[] {
  const details = exampleDetails(rowOf(code).details);
  const rows = LOCALES.map((locale) => {
    const { message } = localise({ code, details }, { locale, nowMs: EXAMPLE_NOW_MS });
    return `| ${locale} | ${message} |`;
  });
  return ['## In other words', '', '| language | message |', '| --- | --- |', ...rows, ''];
}

/** The numbers under which other systems know it. */
function elsewhere(code: AnyCode): string[] {
  const rows = isCode(code) ? foreignOf(code) : [];
  if (rows.length === 0) return [];
  const lines = rows.map(
    ({ name, meaning, ...row }) => `| \`${foreignKeyText(row)}\` | ${name} | ${meaning} |`,
  );
  return ['## Elsewhere', '', '| number | name | meaning |', '| --- | --- | --- |', ...lines, ''];
}

function examples(code: AnyCode): string[] {
  if (!isCode(code)) return [];
  const details = exampleDetails(rowOf(code).details);
  const error = raise({ code, details } as Refusal);
  const json = (value: unknown): string[] => ['```json', JSON.stringify(value, null, 2), '```', ''];
  return [
    '## On the wire',
    '',
    '`application/json`',
    '',
    ...json(toBody(error)),
    '`application/problem+json`',
    '',
    ...json(toProblem(error, { requestId: 'req_01JZEXAMPLE' })),
    '`application/vnd.projectx+json`, with HTTP 200',
    '',
    ...json(toGatewayEnvelope(error, { requestId: 'req_01JZEXAMPLE', nowMs: EXAMPLE_NOW_MS })),
    '`application/vnd.google.rpc.status+json`',
    '',
    ...json(toGrpcStatus(error)),
  ];
}

const messageText = (code: AnyCode): string => {
  const { message, details } = rowOf(code);
  const text = typeof message === 'string' ? message : message(exampleDetails(details));
  return `${text}.`;
};

function exampleRetry(code: AnyCode): Retry {
  const { retry, details } = rowOf(code);
  return typeof retry === 'function' ? retry(exampleDetails(details)) : retry;
}

function retryText(retry: Retry): string {
  switch (retry.kind) {
    case 'never':
      return 'no';
    case 'refresh':
      return 'once, with a new token';
    case 'after':
      return `after ${retry.afterMs} ms`;
    case 'at':
      return 'at the time given';
    case 'backoff':
      return `after ${retry.delaysMs.join(', ')} ms, at most ${retry.max} times`;
    case 'same-key':
      return 'only with the same idempotency key';
  }
}
