/** What has happened on an account since the page was opened: every event of the stream once, in order. */

export interface AccountEvent {
  /** Absent for what is in no journal. */
  readonly seq?: number | undefined;
  readonly type: string;
  readonly at: string;
  readonly payload: unknown;
}

export interface Activity {
  /** The newest first. */
  readonly events: readonly AccountEvent[];
  /** The last number seen; null before the first. */
  readonly lastSeq: number | null;
  /** Numbers that never came: the server promises that there are none. */
  readonly gaps: number;
}

export const NO_ACTIVITY: Activity = { events: [], lastSeq: null, gaps: 0 };

const KEPT_MAX = 500;

/** Another event. One that was seen before changes nothing; RESYNC sets the number without being a gap. */
export function withEvent(activity: Activity, event: AccountEvent): Activity {
  const { seq, type } = event;
  if (seq === undefined) return activity;
  const { lastSeq } = activity;
  if (type !== 'RESYNC' && lastSeq !== null && seq <= lastSeq) return activity;
  const skipped = type === 'RESYNC' || lastSeq === null ? 0 : seq - lastSeq - 1;
  const events = type === 'RESYNC' && lastSeq === null ? [] : [event, ...activity.events];
  return { events: events.slice(0, KEPT_MAX), lastSeq: seq, gaps: activity.gaps + skipped };
}

/** The order or position that an event speaks of, where it speaks of one. */
export function subjectOf(payload: unknown): {
  readonly id: string | null;
  readonly symbol: string | null;
  readonly side: 'BUY' | 'SELL' | null;
  readonly volume: number | null;
  readonly reject: { readonly code: string; readonly details: unknown } | null;
} {
  const of = (key: string): unknown =>
    typeof payload === 'object' && payload !== null ? Reflect.get(payload, key) : undefined;
  const id = of('id') ?? of('orderId') ?? of('positionId');
  const side = of('side');
  const volume = of('volume');
  const symbol = of('symbol');
  return {
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : null,
    symbol: typeof symbol === 'string' ? symbol : null,
    side: side === 'BUY' || side === 'SELL' ? side : null,
    volume: typeof volume === 'number' ? volume : null,
    reject: rejectIn(payload) ?? rejectIn(of('reject')),
  };
}

function rejectIn(value: unknown): { readonly code: string; readonly details: unknown } | null {
  if (typeof value !== 'object' || value === null) return null;
  const code: unknown = Reflect.get(value, 'code');
  return typeof code === 'string' ? { code, details: Reflect.get(value, 'details') } : null;
}
