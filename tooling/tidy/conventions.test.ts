/** The habits that make a stranger at home: short files, opening comments, no banned idioms, no broken links. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf, isGenerated, ROOT, type Source, sources } from './sources.ts';

const FILE_LINES_MAX = 300;
const MEDIAN_LINES_MAX = 100;

const own = sources.filter(({ path }) => !isGenerated(path));

interface Ban {
  readonly idiom: RegExp;
  readonly instead: string;
  /** Files in which it is allowed after all. */
  readonly except?: RegExp;
  readonly sample: string;
}

const BANS: readonly Ban[] = [
  {
    idiom: /\bprocess\.env\b/,
    instead: 'read it in env.ts and pass the configuration',
    except:
      /(^|\/)(main|env)\.ts$|^(scripts|tooling|tests|examples|deploy)\/|\/nightly\/|\/bench\/|\.test\.ts$/,
    sample: 'const port = process.env.PORT',
  },
  {
    idiom: /\b(Date\.now|Math\.random|performance\.now)\b/,
    instead: 'take the time or the randomness as an argument',
    except:
      /^packages\/(service|fix\/node|client|testkit)\/|^apps\/[^/]+\/src\/(adapters\/|app\.ts|main\.ts)|^scripts\/|\.test\.ts$|\/testing\/|\/bench\/|\/nightly\/|\/bin\/|\/conformance\/|^tests\//,
    sample: 'const now = Date.now()',
  },
  {
    idiom: /throw new (Error|TRPCError)\(.*(not found|invalid|denied|expired)/i,
    instead: 'raise a catalogued error with call.fail, or return a refusal',
    except: /^packages\/fix\/|\.test\.ts$/,
    sample: "throw new Error('Order not found')",
  },
  {
    idiom: /\b(FIXME|XXX)\b|\bTODO\b/,
    instead: 'finish it, or write it down where work is planned',
    except: /^tooling\/tidy\//,
    sample: '// TODO later',
  },
  {
    idiom: /\b(it|test|describe)\.(only|todo)\b|\bexpect\(true\)/,
    instead: 'write the test or leave it out',
    except: /^tooling\/tidy\//,
    sample: "it.only('x')",
  },
  {
    idiom: /@ts-ignore|oxlint-disable|eslint-disable/,
    instead: 'mend the cause; in a type test use @ts-expect-error',
    except: /^tooling\/tidy\//,
    sample: '// @ts-ignore',
  },
  {
    idiom: /import \{[^}]*\b(fail|raise)\b[^}]*\} from '@faultline\/errors'/,
    instead:
      'use the call’s own fail and raise: only they are narrowed to what the procedure declares',
    except: /^packages\/|^apps\/[^/]+\/src\/(adapters|testing)\/|\.test\.ts$|^tooling\//,
    sample: "import { fail } from '@faultline/errors'",
  },
  {
    idiom: /\bnew AppError\(/,
    instead: 'use call.fail or call.raise: they are narrowed to what the procedure declares',
    except: /^packages\/errors\/src\/app-error\.ts$|^tooling\/tidy\//,
    sample: "new AppError({ code: 'X' })",
  },
];

const breakers = (ban: Ban, files: readonly Source[]): string[] =>
  files
    .filter(({ path, text }) => !ban.except?.test(path) && ban.idiom.test(text))
    .map(({ path }) => path);

describe('every file', () => {
  it('opens with a comment that says what it is for', () => {
    const bare = own.filter(({ text }) => !/^(#!.*\n)?(\/\*\*|\/\/)/.test(text));
    expect(bare.map(({ path }) => path)).toEqual([]);
  });

  it(`has at most ${FILE_LINES_MAX} lines, and half of them have fewer than ${MEDIAN_LINES_MAX}`, () => {
    const long = own.filter(({ lines }) => lines > FILE_LINES_MAX);
    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
    const sorted = own.map(({ lines }) => lines).toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(MEDIAN_LINES_MAX);
  });

  it('is named in kebab case', () => {
    const odd = own.filter(({ path }) => !/\/?[a-z0-9-]+(\.[a-z0-9-]+)*\.(tsx?|mjs)$/.test(path));
    expect(odd.map(({ path }) => path)).toEqual([]);
  });
});

describe('banned idioms', () => {
  it.each(BANS)('are noticed, so that the list is known to bite: $sample', (ban) => {
    const planted = { path: 'apps/order-service/src/orders/x.ts', text: ban.sample, lines: 1 };
    expect(breakers(ban, [planted])).toHaveLength(1);
  });

  it.each(BANS)('instead of $idiom: $instead', (ban) => {
    expect(breakers(ban, own)).toEqual([]);
  });
});

describe('the documents', () => {
  it('speak of files and folders that exist', () => {
    const documents = filesOf('*.md');
    expect(documents.length).toBeGreaterThan(3);
    const broken = documents.flatMap((document) => {
      const text = readFileSync(join(ROOT, document), 'utf8');
      const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)/g)].map(
        ([, to]) => to ?? '',
      );
      return links
        .filter((to) => filesOf(join(document, '..', to)).length === 0)
        .map((to) => `${document} → ${to}`);
    });
    expect(broken).toEqual([]);
  });
});
