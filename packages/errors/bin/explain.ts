/** `npm run explain -- CODE|KEY [--lang es] [--details '{…}']`: what a code or a foreign number means, and what to do. */
import { parseArgs } from 'node:util';
import {
  foreign,
  type ForeignKey,
  foreignOf,
  foreignKeyText,
  parseForeignKey,
} from '../src/foreign/index.ts';
import { type AnyCode, codeNamed, isCode, retryOf, rowOf } from '../src/index.ts';
import { loadAllLocales, localise, negotiateLocale } from '../src/messages/index.ts';

/** Stands in a text for a number that was not given. */
const MISSING = '–';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { lang: { type: 'string', default: 'en' }, details: { type: 'string' } },
});
await loadAllLocales();
const locale = negotiateLocale(values.lang);
const [asked = ''] = positionals;
const key = parseForeignKey(asked);
const code = codeNamed(asked.toUpperCase());
const lines = key === null ? (code === null ? null : aboutCode(code)) : aboutForeign(key);
if (lines === null) {
  process.stderr.write(
    `"${asked}" is neither a code nor a foreign number. Examples: MARKET_CLOSED, mt5.login:10020, gateway:3/INSUFFICIENT_MARGIN, mt5.trade:10009, fix:103=3\n`,
  );
  process.exitCode = 1;
} else {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function aboutForeign(of: ForeignKey): string[] {
  const row = foreign(of.space, of.number, of.operation);
  if (!row.known)
    return [`${asked}: listed nowhere. It is kept as it came, and its outcome is in doubt.`];
  const head = [
    `${asked}: ${row.name}`,
    row.meaning,
    `executed?  ${row.outcome}`,
    `retry      ${row.retry}${row.newDecision ? ' (a new decision: the market has moved)' : ''}`,
  ];
  if (row.code === null) return [...head, 'our code   none: this is no error'];
  const reason = row.reason === null ? '' : ` / ${row.reason}`;
  return [...head, `our code   ${row.code}${reason}`, '', ...advice(row.code, {})];
}

function aboutCode(of: AnyCode): string[] {
  const { http, category, outcome } = rowOf(of);
  const details = detailsGiven();
  const foreignNames = isCode(of) ? foreignOf(of).map((row) => foreignKeyText(row)) : [];
  return [
    `${of}  (${category}, HTTP ${http === 0 ? 'none' : http})`,
    `executed?  ${outcome}`,
    `retry      ${retryText(of, details)}`,
    '',
    ...advice(of, details),
    ...(foreignNames.length === 0
      ? []
      : ['', `elsewhere  ${foreignNames.slice(0, 12).join('  ')}`]),
  ];
}

/** The text in the reader's language; with details, also the numbers. */
function advice(of: AnyCode, details: object): string[] {
  const said = localise(
    { code: of, details },
    {
      locale,
      nowMs: Date.now(),
    },
  );
  const given = Object.keys(details).length > 0;
  return [
    said.message,
    ...(given ? [said.detail] : []),
    ...(given && said.reason !== null ? [said.reason] : []),
    ...said.solution
      .filter((step) => given || !step.includes(MISSING))
      .map((step, index) => `  ${index + 1}. ${step}`),
  ];
}

function retryText(of: AnyCode, details: object): string {
  const { retry } = rowOf(of);
  if (typeof retry === 'function' && Object.keys(details).length === 0)
    return 'depends on the details';
  return JSON.stringify(retryOf(of, details as never));
}

function detailsGiven(): object {
  const given: unknown = JSON.parse(values.details ?? '{}');
  return typeof given === 'object' && given !== null ? given : {};
}
