/**
 * What processes that share a database tell each other after a commit: which accounts have events up to which number,
 * which users, orders and terms of trade have changed. Never the change itself: whoever needs it reads it. Pure.
 */
import { z } from 'zod';
import type { Committed } from '../ports/store.ts';

export interface News {
  /** The number of each account's newest event. */
  readonly accounts: ReadonlyMap<number, number>;
  readonly userIds: ReadonlySet<string>;
  /** Orders, and cancels, whose callers have something to hear. */
  readonly ended: ReadonlySet<string>;
  readonly referenceChanged: boolean;
}

export const NO_NEWS: News = {
  accounts: new Map(),
  userIds: new Set(),
  ended: new Set(),
  referenceChanged: false,
};

export const newsOf = ({ books, userIds, ended, referenceChanged }: Committed): News => ({
  accounts: new Map(books.map(({ account }) => [account.id, account.lastEventSeq])),
  userIds: new Set(userIds),
  ended: new Set(ended),
  referenceChanged,
});

export const isNothing = ({ accounts, userIds, ended, referenceChanged }: News): boolean =>
  accounts.size === 0 && userIds.size === 0 && ended.size === 0 && !referenceChanged;

export function merged(one: News, other: News): News {
  const accounts = new Map(one.accounts);
  for (const [id, seq] of other.accounts) accounts.set(id, Math.max(seq, accounts.get(id) ?? 0));
  return {
    accounts,
    userIds: one.userIds.union(other.userIds),
    ended: one.ended.union(other.ended),
    referenceChanged: one.referenceChanged || other.referenceChanged,
  };
}

const itemSchema = z.union([
  z.tuple([z.literal('account'), z.number(), z.number()]),
  z.tuple([z.literal('user'), z.string()]),
  z.tuple([z.literal('ended'), z.string()]),
  z.tuple([z.literal('reference')]),
]);
type Item = z.output<typeof itemSchema>;
const messageSchema = z.object({ from: z.string(), items: z.array(itemSchema) });

/** PostgreSQL takes less than 8,000 bytes in one message; none of our ids is longer than 48. */
const ITEMS_MAX = 100;

/** @param from - Tells the processes apart. */
export function textsOf(news: News, from: string): string[] {
  const items: Item[] = [
    ...[...news.accounts].map(([id, seq]): Item => ['account', id, seq]),
    ...[...news.userIds].map((id): Item => ['user', id]),
    ...[...news.ended].map((id): Item => ['ended', id]),
    ...(news.referenceChanged ? [['reference'] satisfies Item] : []),
  ];
  const texts: string[] = [];
  for (let start = 0; start < items.length; start += ITEMS_MAX) {
    texts.push(JSON.stringify({ from, items: items.slice(start, start + ITEMS_MAX) }));
  }
  return texts;
}

/** @returns `null` for what is our own, or no message of ours at all. */
export function readText(text: string, self: string): News | null {
  const message = messageSchema.safeParse(jsonIn(text));
  if (!message.success || message.data.from === self) return null;
  const { items } = message.data;
  return {
    accounts: new Map(items.flatMap((one) => (one[0] === 'account' ? [[one[1], one[2]]] : []))),
    userIds: new Set(items.flatMap((one) => (one[0] === 'user' ? [one[1]] : []))),
    ended: new Set(items.flatMap((one) => (one[0] === 'ended' ? [one[1]] : []))),
    referenceChanged: items.some(([kind]) => kind === 'reference'),
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
