/** The account's events as they arrive, also those that happened while the line was down. */
import { Refusal } from '../failures/refusals.tsx';
import { formatNumber, formatTime } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { subjectOf, type AccountEvent, type Activity } from './activity.ts';

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
      {activity.events.map((event) => (
        <EventLine key={`${event.seq}${event.type}`} event={event} />
      ))}
    </ul>
  );
}

function EventLine({ event }: { readonly event: AccountEvent }) {
  const { locale, texts } = useSpeech();
  const { id, symbol, side, volume, reject } = subjectOf(event.payload);
  const name =
    event.type === 'RESYNC'
      ? texts.activity.resync
      : (texts.activity.events[event.type] ?? event.type);
  return (
    <li data-seq={event.seq} data-type={event.type}>
      <span className="faint figure">{event.seq}</span>
      <span className="faint">{formatTime(locale, event.at)}</span>
      <span>
        {name} {id !== null && <span className="mono">{id}</span>}{' '}
        {side !== null && texts.common.sideOf[side]}{' '}
        {volume !== null && formatNumber(locale, volume, 4)} {symbol}{' '}
        {reject !== null && (
          <span className="bad">
            <Refusal refusal={reject} />
          </span>
        )}
      </span>
    </li>
  );
}
