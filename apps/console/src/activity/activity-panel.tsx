/** The account's events as they arrive, also those that happened while the line was down. */
import { Refusal } from '../failures/refusals.tsx';
import { formatMoney, formatNumber, formatTime } from '../texts/format.ts';
import { useSpeech, type Texts } from '../texts/texts.ts';
import { subjectOf, type Activity, type FeedEvent } from './activity.ts';

export function ActivityPanel({ activity }: { readonly activity: Activity }) {
  const { texts } = useSpeech();
  if (activity.events.length === 0) return <p className="empty">{texts.activity.none}</p>;
  return (
    <ul
      className="feed"
      aria-label={texts.activity.title}
      data-last-seq={activity.lastSeq}
      data-gaps={activity.gaps}
      tabIndex={0}
    >
      {activity.events.map((event, index) => (
        <EventLine key={activity.events.length - index} event={event} />
      ))}
    </ul>
  );
}

function nameOf(event: FeedEvent, { activity: words }: Texts): string {
  if (event.type === 'RESYNC') return words.resync;
  if (event.type === 'SYMBOL_STATE_CHANGED') {
    const { symbol, haltReason } = event.payload;
    return haltReason === null ? words.symbolTerms(symbol) : words.symbolHalted(symbol);
  }
  if (event.type === 'CONNECTION_STATE') {
    const { lp, connected } = event.payload;
    return connected ? words.providerUp(lp) : words.providerDown(lp);
  }
  // A server that is newer than this page may know more.
  const known: Readonly<Partial<Record<string, string>>> = words.events;
  return known[event.type] ?? event.type;
}

function EventLine({ event }: { readonly event: FeedEvent }) {
  const { locale, texts } = useSpeech();
  const { id, symbol, side, volume, amount, reject } = subjectOf(event);
  return (
    <li data-seq={event.seq} data-type={event.type}>
      <span className="faint figure">{event.seq}</span>
      <span className="faint">{formatTime(locale, event.at)}</span>
      <span>
        {nameOf(event, texts)} {id !== null && <span className="mono">{id}</span>}{' '}
        {side !== null && texts.common.sideOf[side]}{' '}
        {volume !== null && formatNumber(locale, volume, 4)} {symbol}{' '}
        {amount !== null && formatMoney(locale, amount.value, amount.currency)}{' '}
        {reject !== null && (
          <span className="bad">
            <Refusal refusal={reject} />
          </span>
        )}
      </span>
    </li>
  );
}
