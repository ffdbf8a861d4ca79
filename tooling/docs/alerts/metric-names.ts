/** Names of series: those that alerts and the dashboard ask for, and those that the code makes. */
import { Registry, collectDefaultMetrics } from 'prom-client';
import { sources } from '../../tidy/sources.ts';
import { watchFiles } from './files.ts';

/** The value of a label looks like a name, too. */
const NAME = /(?<!=~?\\?"[^"]*)\b(?:faultline|mt5|nodejs|process)_[a-z0-9_]+\b/g;
const FILES = /alerts\.yml$|\.json$/;

/** A histogram is asked for by its parts. */
const wholeName = (name: string): string => name.replace(/_(bucket|count|sum)$/, '');

/** What the files ask for, each name once. */
export const askedNames = (): readonly string[] => {
  const texts = watchFiles().filter(({ path }) => FILES.test(path));
  const names = texts.flatMap(({ text }) => text.match(NAME) ?? []);
  return [...new Set(names.map(wholeName))].toSorted();
};

/** What sources outside tests and generators name as a whole text, and what prom-client adds by itself. */
export function madeNames(): ReadonlySet<string> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const own = sources
    .filter(({ path }) => /^(apps|packages)\//.test(path) && !/\.test\.ts$|\/testing\//.test(path))
    .flatMap(({ text }) => [...text.matchAll(/'((?:faultline|mt5)_[a-z0-9_]+)'/g)])
    .map(([, name = '']) => name);
  return new Set([...own, ...registry.getMetricsAsArray().map(({ name }) => name)]);
}
