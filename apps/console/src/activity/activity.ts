/** What has happened on an account since the page was opened: every event of the stream once, in order. */
import type { AccountEvent } from '@faultline/client';

/** What is shown: figures that change with every price are not. */
export type FeedEvent = Exclude<AccountEvent, { type: 'ACCOUNT_TICK' }>;

export interface Activity {
  /** The newest first; among the numbered ones also news that have no number. */
  readonly events: readonly FeedEvent[];
  /** The last number seen; null before the first. */
  readonly lastSeq: number | null;
  /** Numbers that never came: the server promises that there are none. */
  readonly gaps: number;
}

export const NO_ACTIVITY: Activity = { events: [], lastSeq: null, gaps: 0 };

const KEPT_MAX = 500;

/** Another event. One that was seen before changes nothing; RESYNC sets the number without being a gap. */
export function withEvent(activity: Activity, event: AccountEvent): Activity {
  if (event.type === 'ACCOUNT_TICK') return activity;
  const { seq, type } = event;
  const { lastSeq } = activity;
  if (seq === undefined) {
    return { ...activity, events: [event, ...activity.events].slice(0, KEPT_MAX) };
  }
  if (type !== 'RESYNC' && lastSeq !== null && seq <= lastSeq) return activity;
  const skipped = type === 'RESYNC' || lastSeq === null ? 0 : seq - lastSeq - 1;
  const events = type === 'RESYNC' && lastSeq === null ? [] : [event, ...activity.events];
  return { events: events.slice(0, KEPT_MAX), lastSeq: seq, gaps: activity.gaps + skipped };
}

/** What an event is about, for one line of text. */
export interface Subject {
  readonly id: string | null;
  readonly symbol: string | null;
  readonly side: 'BUY' | 'SELL' | null;
  readonly volume: number | null;
  readonly amount: { readonly value: number; readonly currency: string } | null;
  readonly reject: { readonly code: string; readonly details: unknown } | null;
}

const NOTHING: Subject = {
  id: null,
  symbol: null,
  side: null,
  volume: null,
  amount: null,
  reject: null,
};

/** Of an event that is newer than this page: nothing, and its name tells what it can. */
export function subjectOf({ payload }: FeedEvent): Subject {
  if (!(payload instanceof Object)) return NOTHING;
  if ('filledVolume' in payload) {
    const { orderId: id, symbol, side, volume, reject } = payload;
    return { ...NOTHING, id, symbol, side, volume, reject };
  }
  if ('entryPrice' in payload) {
    const { positionId, symbol, side, volume } = payload;
    return { ...NOTHING, id: `#${positionId}`, symbol, side, volume };
  }
  if ('positionId' in payload) {
    return { ...NOTHING, id: `#${payload.positionId}`, symbol: payload.symbol };
  }
  if ('orderId' in payload) return { ...NOTHING, id: payload.orderId };
  if ('withdrawalId' in payload) {
    const { withdrawalId: id, amount: value, currency } = payload;
    return { ...NOTHING, id, amount: { value, currency } };
  }
  if ('balance' in payload) {
    const { balance: value, currency } = payload;
    return { ...NOTHING, amount: { value, currency } };
  }
  return NOTHING;
}
