/** Changes a waiting order's prices and volume; refused when it has changed meanwhile. */
import { safe } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import type { Order } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { parseDecimal } from '../texts/format.ts';
import { useTexts } from '../texts/texts.ts';
import { Field, Row } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { useNotice } from '../ui/notices.tsx';

interface ModifyOrderProps {
  readonly order: Order;
  readonly onDone: () => void;
}

interface Changed {
  readonly volume: string;
  readonly limit: string;
  readonly trigger: string;
  readonly sl: string;
  readonly tp: string;
}

const shown = (value: number | null): string => (value === null ? '' : String(value));

export function ModifyOrder({ order, onDone }: ModifyOrderProps) {
  const texts = useTexts();
  const tell = useNotice();
  const { client } = useDesk();
  const [typed, setTyped] = useState<Changed>(() => ({
    volume: String(order.volume),
    limit: shown(order.limitPrice),
    trigger: shown(order.triggerPrice),
    sl: shown(order.sl),
    tp: shown(order.tp),
  }));
  const command = useCommand((changed: Changed) =>
    safe(client.orders.modify.mutate({ orderId: order.id, ...patchOf(order, changed) })),
  );
  const field = (key: keyof Changed) => ({
    value: typed[key],
    numeric: true,
    onChange: (value: string) => setTyped({ ...typed, [key]: value }),
  });
  const save = async (): Promise<void> => {
    if ((await command.run(typed)) === null) return;
    tell(texts.orders.modified(order.id));
    onDone();
  };
  return (
    <FormDialog
      title={texts.orders.modifyTitle(order.id)}
      submit={texts.common.save}
      command={command}
      onSubmit={save}
      onClose={onDone}
    >
      <Row>
        <Field label={texts.ticket.volume} {...field('volume')} />
        {order.triggerPrice !== null && (
          <Field label={texts.ticket.triggerPrice} {...field('trigger')} />
        )}
        {order.limitPrice !== null && <Field label={texts.ticket.price} {...field('limit')} />}
      </Row>
      <Row>
        <Field label={texts.ticket.sl} {...field('sl')} />
        <Field label={texts.ticket.tp} {...field('tp')} />
      </Row>
    </FormDialog>
  );
}

/** What differs from the order as it was shown, and its version: a change in between is a refusal, not a surprise. */
function patchOf(order: Order, changed: Changed) {
  const limit = parseDecimal(changed.limit);
  const trigger = parseDecimal(changed.trigger);
  const volume = parseDecimal(changed.volume);
  const limitField = order.type === 'LIMIT' ? 'price' : 'limitPrice';
  return {
    version: order.version,
    ...(volume === null || volume === order.volume ? {} : { volume }),
    ...(limit === null || limit === order.limitPrice ? {} : { [limitField]: limit }),
    ...(trigger === null || trigger === order.triggerPrice ? {} : { triggerPrice: trigger }),
    sl: parseDecimal(changed.sl),
    tp: parseDecimal(changed.tp),
  };
}
