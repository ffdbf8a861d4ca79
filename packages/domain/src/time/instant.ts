/** Instants as the catalogue writes them. */

/** ISO 8601 UTC with second precision, the fraction cut off: `2026-01-18T12:00:00Z`. */
export const isoSeconds = (epochMs: number): string =>
  Temporal.Instant.fromEpochMilliseconds(Math.trunc(epochMs)).toString({ smallestUnit: 'second' });
