/** The trading desk: prices, chart, ticket, and what the account holds. */
import { useState } from 'react';
import { ActivityPanel } from '../activity/activity-panel.tsx';
import type { Activity } from '../activity/activity.ts';
import { useOpenOrders, usePositions } from '../api/queries.ts';
import { PriceChart } from '../chart/price-chart.tsx';
import { OrderStory } from '../orders/order-story.tsx';
import { OrdersPanel } from '../orders/orders-panel.tsx';
import { PositionsPanel } from '../positions/positions-panel.tsx';
import { PriceBoard } from '../prices/price-board.tsx';
import type { Quotes } from '../prices/quotes.ts';
import { useTexts } from '../texts/texts.ts';
import { Ticket } from '../ticket/ticket.tsx';
import { Boundary } from '../ui/boundary.tsx';
import { Tabs } from '../ui/tabs.tsx';

interface TradePageProps {
  readonly quotes: Quotes;
  readonly activity: Activity;
}

type Held = 'positions' | 'orders' | 'activity';

export function TradePage({ quotes, activity }: TradePageProps) {
  const [symbol, setSymbol] = useState('EURUSD');
  const [story, setStory] = useState<string | null>(null);
  const [held, setHeld] = useState<Held>('positions');
  /** Without an order id the list of orders is where to look. */
  const onDoubt = (orderId: string | null): void => {
    if (orderId === null) setHeld('orders');
    else setStory(orderId);
  };
  return (
    <div className="desk">
      <Boundary>
        <PriceBoard quotes={quotes} chosen={symbol} onChoose={setSymbol} />
      </Boundary>
      <Boundary>
        <PriceChart symbol={symbol} />
      </Boundary>
      <Boundary>
        <Ticket symbol={symbol} quotes={quotes} onSymbol={setSymbol} onDoubt={onDoubt} />
      </Boundary>
      <HeldPanel held={held} onHold={setHeld} activity={activity} onStory={setStory} />
      {story !== null && <OrderStory orderId={story} onClose={() => setStory(null)} />}
    </div>
  );
}

interface HeldPanelProps {
  readonly held: Held;
  readonly onHold: (held: Held) => void;
  readonly activity: Activity;
  readonly onStory: (orderId: string) => void;
}

function HeldPanel({ held, onHold, activity, onStory }: HeldPanelProps) {
  const texts = useTexts();
  const positions = usePositions().data?.length ?? 0;
  const orders = useOpenOrders().data?.length ?? 0;
  return (
    <section className="panel panel-held" aria-label={texts.positions.title}>
      <Tabs
        label={texts.positions.title}
        tabs={[
          ['positions', `${texts.positions.title} (${positions})`],
          ['orders', `${texts.orders.title} (${orders})`],
          ['activity', texts.activity.title],
        ]}
        chosen={held}
        onChoose={onHold}
      >
        <Boundary>
          {held === 'positions' && <PositionsPanel />}
          {held === 'orders' && <OrdersPanel onStory={onStory} />}
          {held === 'activity' && <ActivityPanel activity={activity} />}
        </Boundary>
      </Tabs>
    </section>
  );
}
