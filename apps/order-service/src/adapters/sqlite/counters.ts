/** Ids that count up. They are taken inside a transaction, so that a rolled-back id is free again and none repeats. */
import type { DatabaseSync } from 'node:sqlite';
import type { Ids } from '../../ports/store.ts';

export interface Counters {
  readonly ids: Ids;
  readonly lastReportSeq: () => number;
  readonly setLastReportSeq: (seq: number) => void;
}

export function openCounters(database: DatabaseSync): Counters {
  const advance = database.prepare(
    `INSERT INTO counters (name, value) VALUES (?, 1)
     ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value`,
  );
  const get = database.prepare('SELECT value FROM counters WHERE name = ?');
  const set = database.prepare(
    `INSERT INTO counters (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );
  const next = (name: string): number => Number(advance.get(name)?.['value']);
  return {
    ids: {
      orderId: () => `ORD-${next('order')}`,
      dealId: () => `DL-${next('deal')}`,
      positionId: () => next('position'),
      postingId: () => next('posting'),
    },
    lastReportSeq: () => Number(get.get('report')?.['value'] ?? 0),
    setLastReportSeq: (seq) => void set.run('report', seq),
  };
}
