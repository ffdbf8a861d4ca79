/** Gathers from the store what an operator must know before numbers are set by hand. */
import type { Dictionary } from '../src/dictionary/dictionary.ts';
import { Tag } from '../src/dictionary/tags.ts';
import type { ResetEvidence } from '../src/session/number-reset.ts';
import type { StoredMessage } from '../src/session/session.ts';
import type { SessionStore } from './store.ts';

const PAGE = 1000;
const CL_ORD_ID = new RegExp(`(?:^|\\|)${Tag.ClOrdID}=([^|]*)`);

interface Session {
  readonly id: string;
  readonly dictionary: Dictionary;
  readonly nextOut: number;
}

export async function resetEvidence<Change>(
  store: SessionStore<Change>,
  { id, dictionary, nextOut }: Session,
): Promise<ResetEvidence> {
  const sent: StoredMessage[] = [];
  for (let from = 1; from < nextOut; from += PAGE) {
    const page = await store.outgoing(id, from, Math.min(nextOut - 1, from + PAGE - 1));
    sent.push(...page.filter(({ msgType }) => dictionary.messages.get(msgType)?.admin !== true));
  }
  const sinceMs = sent[0]?.sendingTimeMs ?? Infinity;
  return { sent, reported: await reportedSince(store, id, sinceMs), dictionary };
}

/** ClOrdID(11) of the reports since our first message; what came before speaks of other orders. */
async function reportedSince<Change>(
  store: SessionStore<Change>,
  sessionId: string,
  sinceMs: number,
): Promise<ReadonlySet<string>> {
  const reported = new Set<string>();
  const query = { sessionId, direction: 'IN', msgType: '8', limit: PAGE } as const;
  let page = sinceMs === Infinity ? [] : await store.messages(query);
  // The clocks of the two sides may be a few minutes apart.
  const untilMs = sinceMs - 600_000;
  while (page.length > 0) {
    for (const { text } of page) {
      const clOrdId = CL_ORD_ID.exec(text)?.[1];
      if (clOrdId !== undefined) reported.add(clOrdId);
    }
    const oldest = page.at(-1);
    if (oldest === undefined || oldest.sendingTimeMs < untilMs) break;
    page = await store.messages({ ...query, beforeId: oldest.id });
  }
  return reported;
}
