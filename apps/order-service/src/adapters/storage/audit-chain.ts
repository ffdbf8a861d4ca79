/** The audit log as a chain: each entry's hash covers the one before, so that no entry can be altered or taken out. */
import { createHash } from 'node:crypto';
import type { AuditEntry } from '../../ports/records.ts';

export interface ChainedEntry extends AuditEntry {
  /** From 1, without gaps. */
  readonly seq: number;
  /** SHA-256 of the hash before and of this entry. */
  readonly hash: string;
}

/** Where the chain ends now. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

export const NO_ENTRY: ChainHead = { seq: 0, hash: '' };

export function chained(entry: AuditEntry, { seq, hash }: ChainHead): ChainedEntry {
  return { ...entry, seq: seq + 1, hash: hashOf(entry, { seq: seq + 1, hash }) };
}

/** The number of the first entry that does not follow from the one before; `null` when the chain holds. */
export function firstBreak(entries: readonly ChainedEntry[], from: ChainHead): number | null {
  let head = from;
  for (const entry of entries) {
    if (entry.seq !== head.seq + 1) return head.seq + 1;
    if (entry.hash !== hashOf(entry, { seq: entry.seq, hash: head.hash })) return entry.seq;
    head = entry;
  }
  return null;
}

function hashOf(entry: AuditEntry, { seq, hash }: ChainHead): string {
  const { actorId, role, action, target, before, after, reason, requestId, ip, atMs } = entry;
  const facts = [actorId, role, action, target, before ?? null, after ?? null];
  const text = JSON.stringify([hash, seq, ...facts, reason, requestId, ip, atMs]);
  return createHash('sha256').update(text).digest('base64url');
}
