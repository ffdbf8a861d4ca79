/** Where each code of the catalogue is raised, declared and tested, read from the sources. */
import { lpContract, orderContract, rowsOf } from '@faultline/contract';
import { type AnyCode, COMMON_CODES } from '@faultline/errors';
import { isTest, type Source, sources } from './sources.ts';

/**
 * Nothing raises these yet, because their procedures are still to be written. The list only shrinks: a code on it that is
 * raised now must leave it, and no new code may join.
 */
export const NOT_YET_RAISED: readonly AnyCode[] = [];

/** `fail('X'`, `refuse('X'`, `refused('X'`, `raise({ code: 'X'`, and the client's `build('X'`. */
const RAISING = /\b(?:fail|refuse|refused|raise|build)\(\s*(?:\{\s*code:\s*)?'([A-Z][A-Z0-9_]+)'/g;

export const raisedIn = (files: readonly Source[]): ReadonlySet<string> =>
  new Set(files.flatMap(({ text }) => [...text.matchAll(RAISING)].map(([, code = '']) => code)));

const isTesting = (path: string): boolean => isTest(path) || path.startsWith('tests/');
const isProduct = (path: string): boolean =>
  /^(apps|packages)\//.test(path) && !isTesting(path) && !path.includes('/bench/');

export const productSources = sources.filter(({ path }) => isProduct(path));
/** The catalogue's own tests name every code anyway, and so prove nothing. */
export const testSources = sources.filter(
  ({ path }) => isTesting(path) && !/^(tooling|packages\/errors)\//.test(path),
);

export const declared: ReadonlySet<string> = new Set([
  ...COMMON_CODES,
  ...[...rowsOf(orderContract), ...rowsOf(lpContract)].flatMap(({ op }) => op.errors),
]);
