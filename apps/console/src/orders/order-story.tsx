/** One order from its first state to its last, with its deals: what became of it. */
import { useQuery } from '@tanstack/react-query';
import { failure, type OrderClient } from '@faultline/client';
import { useDesk } from '../api/desk-context.ts';
import { useDigits } from '../api/queries.ts';
import { FailureCard } from '../failures/failure-card.tsx';
import { Refusal } from '../failures/refusals.tsx';
import { formatMoney, formatNumber, formatPrice, formatTime } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { OrderStatus } from './order-status.tsx';

type Story = Awaited<ReturnType<OrderClient['orders']['get']['query']>>;

/** An order in doubt is asked about until it is not. */
const DOUBT_MS = 1_000;

export function OrderStory(props: { readonly orderId: string; readonly onClose: () => void }) {
  const { texts } = useSpeech();
  const { client } = useDesk();
  const { data, error } = useQuery({
    queryKey: ['order', props.orderId],
    queryFn: () => client.orders.get.query({ orderId: props.orderId }),
    refetchInterval: ({ state }) => (state.data?.order.status === 'IN_DOUBT' ? DOUBT_MS : false),
  });
  return (
    <Dialog title={`${texts.orders.story}: ${props.orderId}`} onClose={props.onClose}>
      <div className="form">
        {error !== null && <FailureCard failure={failure(error)} />}
        {data === undefined ? <p>{texts.common.loading}</p> : <StoryFacts story={data} />}
        <div className="actions actions-end">
          <Button onPress={props.onClose}>{texts.common.back}</Button>
        </div>
      </div>
    </Dialog>
  );
}

function StoryFacts({ story }: { readonly story: Story }) {
  const { locale, texts } = useSpeech();
  const { order, history, deals } = story;
  return (
    <>
      <p data-status={order.status}>
        <strong>
          {texts.common.sideOf[order.side]} {formatNumber(locale, order.volume, 4)} {order.symbol}
        </strong>{' '}
        <OrderStatus status={order.status} />
      </p>
      {order.status === 'IN_DOUBT' && <p className="warn">{texts.orders.doubt}</p>}
      {order.reject !== null && (
        <p className="bad">
          <Refusal refusal={order.reject} />
        </p>
      )}
      <ul className="feed">
        {history.map(({ status, at }) => (
          <li key={`${status}${at}`}>
            <span className="faint">{formatTime(locale, at)}</span>
            <OrderStatus status={status} />
          </li>
        ))}
      </ul>
      {deals.length > 0 && <StoryDeals deals={deals} />}
    </>
  );
}

function StoryDeals({ deals }: { readonly deals: Story['deals'] }) {
  const { locale, texts } = useSpeech();
  const { account } = useDesk();
  const digitsOf = useDigits();
  return (
    <>
      <h3>{texts.orders.deals}</h3>
      <ul className="feed">
        {deals.map((deal) => (
          <li key={deal.id}>
            <span className="mono">{deal.id}</span>
            <span>
              {formatNumber(locale, deal.volume, 4)} ×{' '}
              {formatPrice(locale, deal.price, digitsOf(deal.symbol))}
            </span>
            <span>{formatMoney(locale, deal.profit, account?.currency ?? 'USD')}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
