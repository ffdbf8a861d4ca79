/** The order ticket: what, how much, at what price; what it would cost; and how it went. */
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useDigits, useSymbols, type Order } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { CommandFailure } from '../failures/command-failure.tsx';
import type { Quotes } from '../prices/quotes.ts';
import { formatNumber, formatPrice } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { useNotice } from '../ui/notices.tsx';
import { Panel } from '../ui/panel.tsx';
import { emptyDraft, type Draft, type Side } from './draft.ts';
import { MaxVolume } from './max-volume.tsx';
import { Preview, usePreview } from './preview.tsx';
import { sendOrder, type Sent } from './send-order.ts';
import { TicketFields } from './ticket-fields.tsx';

interface TicketProps {
  readonly symbol: string;
  readonly quotes: Quotes;
  readonly onSymbol: (symbol: string) => void;
  readonly onDoubt: (orderId: string | null) => void;
}

export function Ticket({ symbol, quotes, onSymbol, onDoubt }: TicketProps) {
  const { texts } = useSpeech();
  const { client, account } = useDesk();
  const [typed, setDraft] = useState<Draft>(() => emptyDraft(symbol));
  const draft = { ...typed, symbol };
  const digits = useDigits()(symbol);
  const command = useCommand((sent: Sent) => sendOrder(client, sent));
  const told = useToldOrder();
  const answer = usePreview(draft);
  const quote = quotes.get(symbol);
  const seenPrice = (draft.side === 'BUY' ? quote?.ask : quote?.bid) ?? null;
  const send = async (): Promise<void> => {
    if (account === null) return;
    const order = await command.run({ draft, accountId: account.id, seenPrice });
    if (order !== null) told(order);
  };
  const change = (patch: Partial<Draft>): void => {
    if (patch.symbol !== undefined) onSymbol(patch.symbol);
    setDraft({ ...draft, ...patch });
  };
  const orderId = inDoubtOrder(command.failure?.details);
  return (
    <Panel title={texts.ticket.title} className="panel-ticket">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <SideButtons draft={draft} quotes={quotes} onSide={(side) => change({ side })} />
        <TicketFields draft={draft} onChange={change} symbols={useSymbols()} />
        <MaxVolume answer={answer} onUse={(volume) => change({ volume })} />
        <Preview answer={answer} digits={digits} />
        <SendButton draft={draft} busy={command.busy} />
      </form>
      <CommandFailure command={command} onResolve={() => onDoubt(orderId)} />
    </Panel>
  );
}

function SideButtons(props: {
  readonly draft: Draft;
  readonly quotes: Quotes;
  readonly onSide: (side: Side) => void;
}) {
  const { locale, texts } = useSpeech();
  const digits = useDigits()(props.draft.symbol);
  const quote = props.quotes.get(props.draft.symbol);
  const sides = [
    ['SELL', texts.ticket.sell, quote?.bid ?? null, 'sell'],
    ['BUY', texts.ticket.buy, quote?.ask ?? null, 'buy'],
  ] as const;
  return (
    <div className="row" role="group" aria-label={texts.ticket.side}>
      {sides.map(([side, word, price, tone]) => (
        <Button
          key={side}
          tone={tone}
          pressed={props.draft.side === side}
          onPress={() => props.onSide(side)}
        >
          <span className="side">{word}</span> {formatPrice(locale, price, digits)}
        </Button>
      ))}
    </div>
  );
}

function SendButton({ draft, busy }: { readonly draft: Draft; readonly busy: boolean }) {
  const { texts } = useSpeech();
  const word = texts.common.sideOf[draft.side];
  return (
    <Button submit tone={draft.side === 'BUY' ? 'buy' : 'sell'} busy={busy}>
      {busy ? texts.ticket.sending : texts.ticket.send(word, draft.volume, draft.symbol)}
    </Button>
  );
}

/** Says what became of an order that was taken. */
function useToldOrder(): (order: Order) => void {
  const { locale, texts } = useSpeech();
  const tell = useNotice();
  const digits = useDigits();
  return (order) => {
    if (order.status !== 'FILLED') return tell(texts.ticket.placed(order.id));
    const price = formatPrice(locale, order.avgFillPrice, digits(order.symbol));
    const volume = formatNumber(locale, order.filledVolume);
    const what = texts.ticket.send(texts.common.sideOf[order.side], volume, order.symbol);
    tell(texts.ticket.filled(what, price));
  };
}

/** The order that a failure in doubt speaks of. */
function inDoubtOrder(details: unknown): string | null {
  const id: unknown =
    typeof details === 'object' && details !== null ? Reflect.get(details, 'orderId') : null;
  return typeof id === 'string' ? id : null;
}
