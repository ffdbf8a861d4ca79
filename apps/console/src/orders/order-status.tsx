/** An order's state in a word. */
import type { Order } from '../api/queries.ts';
import { useTexts } from '../texts/texts.ts';
import { Badge, type BadgeTone } from '../ui/badge.tsx';

const TONES: Readonly<Record<Order['status'], BadgeTone>> = {
  PENDING: 'plain',
  ROUTED: 'plain',
  PARTIALLY_FILLED: 'plain',
  IN_DOUBT: 'warn',
  FILLED: 'good',
  CANCELLED: 'plain',
  REJECTED: 'bad',
  EXPIRED: 'plain',
};

export const OrderStatus = ({ status }: { readonly status: Order['status'] }) => (
  <Badge text={useTexts().orders.statuses[status]} tone={TONES[status]} />
);
