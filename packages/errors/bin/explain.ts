/** `npm run explain -- CODE|KEY [--lang es] [--details '{…}']`: what a code or a foreign number means, and what to do. */
import { parseArgs } from 'node:util';
import { parseForeignKey } from '../src/foreign/index.ts';
import { codeNamed } from '../src/index.ts';
import { loadAllLocales, negotiateLocale } from '../src/messages/index.ts';
import { aboutCode, aboutForeign, type Reader } from './explain/describe.ts';

const EXAMPLES =
  'MARKET_CLOSED, mt5.login:10020, gateway:3/INSUFFICIENT_MARGIN, mt5.trade:10009, fix:103=3';

await loadAllLocales();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { lang: { type: 'string', default: 'en' }, details: { type: 'string', default: '{}' } },
});
const [asked = ''] = positionals;
const details = detailsIn(values.details);
const lines =
  details === null
    ? null
    : explained({ locale: negotiateLocale(values.lang), nowMs: Date.now(), details });
if (lines === null) {
  const wrong =
    details === null
      ? `--details is no JSON object: ${values.details}`
      : `"${asked}" is neither a code nor a foreign number. Examples: ${EXAMPLES}`;
  process.stderr.write(`${wrong}\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function explained(reader: Reader): string[] | null {
  const key = parseForeignKey(asked);
  if (key !== null) return aboutForeign(key, reader);
  const code = codeNamed(asked.toUpperCase());
  return code === null ? null : aboutCode(code, reader);
}

function detailsIn(text: string): Reader['details'] | null {
  try {
    const given: unknown = JSON.parse(text);
    return typeof given === 'object' && given !== null && !Array.isArray(given)
      ? { ...given }
      : null;
  } catch {
    return null;
  }
}
