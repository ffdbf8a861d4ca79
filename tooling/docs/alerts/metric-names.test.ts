/** Nobody waits for an alert whose series does not exist. What is really scraped is compared in tests/error-journal.test.ts. */
import { expect, it } from 'vitest';
import { askedNames, madeNames } from './metric-names.ts';

it('alerts and dashboard ask only for series that the code makes', () => {
  const asked = askedNames();
  const made = madeNames();
  expect(asked.length).toBeGreaterThan(25);
  expect(made.has('faultline_calls_total')).toBe(true);
  expect(asked.filter((name) => !made.has(name))).toEqual([]);
});
