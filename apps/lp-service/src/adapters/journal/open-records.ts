/** What the LP service keeps for questions, in one DuckDB file: its error journal and the history of MT5 account states. */
import { type ErrorJournal, type Logger, type Metrics, openJournal } from '@faultline/service';
import { Counter } from 'prom-client';
import type { Settings } from '../../env.ts';
import type { Mt5History } from '../../mt5/ports.ts';
import { DuckMt5History, MT5_HISTORY_SCHEMA } from './mt5-history.ts';

export interface Records {
  readonly journal: ErrorJournal;
  readonly history: Mt5History;
  readonly close: () => Promise<void>;
}

interface RecordsParts {
  /** This service's own part of DATA_DIR, already locked. */
  readonly directory: string;
  readonly metrics: Metrics;
  readonly log: Logger;
}

const DAY_MS = 86_400_000;

/** Opens nothing yet: the file is opened by the first entry. */
export function openRecords(
  { errors, journalRetentionDays: retentionDays }: Settings,
  { directory, metrics, log }: RecordsParts,
): Records {
  const { journal, file } = openJournal({
    service: 'lp-service',
    directory,
    schema: MT5_HISTORY_SCHEMA,
    redact: errors.redact,
    retentionDays,
    metrics,
    log,
  });
  const dropped = new Counter({
    name: 'mt5_history_dropped_total',
    help: 'States of MT5 accounts that the history does not have.',
    registers: [metrics.registry],
  });
  const history = new DuckMt5History({
    file,
    retentionMs: retentionDays * DAY_MS,
    onDropped: (count) => dropped.inc(count),
    log,
    now: Date.now,
  });
  return {
    journal,
    history,
    close: async () => {
      await history.flush();
      await journal.close();
    },
  };
}
