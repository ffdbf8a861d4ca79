/**
 * What holds for all accounts and is kept in memory: the terms of trade, and the last report that was applied. Where
 * several processes write one database, each has a number in `counters` that tells whether memory still holds.
 */
import type { Reference } from '../../ports/records.ts';
import { Overtaken, type Reader, type Writer } from './driver.ts';
import { changesReference, loadReference } from './reference.ts';
import type { Work } from './work.ts';

export interface House {
  readonly reference: Reference;
  /** Grows with each commit that changes the terms of trade. */
  readonly referenceVersion: number;
  readonly lastReportSeq: number;
  /** Grows with each process that begins to lead. */
  readonly leaderTerm: number;
}

const REFERENCE = 'reference';
const REPORT = 'report';
/** Moved by whoever takes the lock of the leader. */
export const LEADER_COUNTER = 'leader';

export const loadHouse = async (reader: Reader): Promise<House> => ({
  // The version first: terms that are newer than it are only loaded once more.
  ...(await readNumbers(reader)),
  reference: await loadReference(reader),
});

/** The same, brought up to date with what other processes have committed. */
export async function freshHouse(house: House, reader: Reader): Promise<House> {
  const numbers = await readNumbers(reader);
  if (numbers.referenceVersion === house.referenceVersion) return { ...house, ...numbers };
  return { ...numbers, reference: await loadReference(reader) };
}

async function readNumbers(reader: Reader): Promise<Omit<House, 'reference'>> {
  const rows = await reader.all('SELECT name, value FROM counters WHERE name = ANY(?)', [
    [REFERENCE, REPORT, LEADER_COUNTER],
  ]);
  const numberOf = (name: string): number =>
    Number(rows.find((row) => row['name'] === name)?.['value'] ?? 0);
  return {
    referenceVersion: numberOf(REFERENCE),
    lastReportSeq: numberOf(REPORT),
    leaderTerm: numberOf(LEADER_COUNTER),
  };
}

/**
 * Writes what a group has changed of it.
 *
 * @returns The house as it is once the group is committed.
 * @throws Overtaken when another process changed the same since `before` was read.
 */
export async function saveHouse(writer: Writer, before: House, work: Work): Promise<House> {
  const { reference, lastReportSeq } = work;
  let { referenceVersion } = before;
  if (work.changes.some(changesReference)) {
    referenceVersion += 1;
    await move(writer, REFERENCE, { from: before.referenceVersion, to: referenceVersion });
  }
  if (lastReportSeq !== before.lastReportSeq) {
    await move(writer, REPORT, { from: before.lastReportSeq, to: lastReportSeq });
  }
  return { reference, referenceVersion, lastReportSeq, leaderTerm: before.leaderTerm };
}

interface Step {
  readonly from: number;
  readonly to: number;
}

async function move(writer: Writer, name: string, { from, to }: Step): Promise<void> {
  const moved = await writer.all(
    `INSERT INTO counters (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE counters.value = ?
     RETURNING value`,
    [name, to, from],
  );
  if (moved.length === 0) throw new Overtaken(name);
}
