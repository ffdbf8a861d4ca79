/** The analytic file of a service, and the error journal in it. Opening costs nothing: see `DuckFile`. */
import { join } from 'node:path';
import type { Redact } from '@faultline/errors';
import { Counter } from 'prom-client';
import { DuckFile } from '../duckdb/duck-file.ts';
import type { EnvironmentReader } from '../env.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { ERRORS_SCHEMA } from './entry.ts';
import { ErrorJournal } from './journal.ts';

interface JournalParts {
  readonly service: string;
  /** This service's own part of DATA_DIR, already locked. */
  readonly directory: string;
  /** What else the file holds. */
  readonly schema?: readonly string[];
  readonly redact: Redact;
  readonly retentionDays: number;
  readonly metrics: Metrics;
  readonly log: Logger;
}

interface OpenJournal {
  readonly file: DuckFile;
  readonly journal: ErrorJournal;
}

const DAY_MS = 86_400_000;
const RETENTION_DAYS = { default: 30, max: 3_650 };

export const readRetentionDays = (read: EnvironmentReader): number =>
  read.integer('JOURNAL_RETENTION_DAYS', RETENTION_DAYS.default, {
    min: 1,
    max: RETENTION_DAYS.max,
  });

export function openJournal(parts: JournalParts): OpenJournal {
  const { service, directory, schema = [], redact, retentionDays, metrics, log } = parts;
  const registers = [metrics.registry];
  const dropped = new Counter({
    name: 'faultline_journal_dropped_total',
    help: 'Errors that the journal does not have: its queue was full, or its file could not be written.',
    registers,
  });
  const written = new Counter({
    name: 'faultline_journal_entries_total',
    help: 'Errors written to the journal.',
    registers,
  });
  const setAside = new Counter({
    name: 'faultline_journal_set_aside_total',
    help: 'Files of the journal that could not be used and were replaced.',
    registers,
  });
  const file = new DuckFile({
    file: join(directory, 'journal.duckdb'),
    schema: [...ERRORS_SCHEMA, ...schema],
    onSetAside: () => setAside.inc(),
    log,
  });
  const journal = new ErrorJournal({
    service,
    file,
    redact,
    retentionMs: retentionDays * DAY_MS,
    onDropped: (count) => dropped.inc(count),
    onWritten: (count) => written.inc(count),
    log,
    now: Date.now,
  });
  return { file, journal };
}
