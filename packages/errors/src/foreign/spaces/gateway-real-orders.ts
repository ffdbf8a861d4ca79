/** Orders and positions at the real gateway; see gateway-real.ts. The same number means another thing at each endpoint. */
import type { ForeignRow } from '../row.ts';
import { done, means, open, rowsOf } from '../table.ts';

const accountNotFound = means(
  'ACCOUNT_NOT_FOUND',
  {},
  { 1: ['AccountNotFound', 'The account does not exist, or is somebody else’s.'] },
);
const contractNotFound = (number: number) =>
  means(
    'INVALID_SYMBOL',
    { reason: 'UNKNOWN' },
    { [number]: ['ContractNotFound', 'There is no such contract.'] },
  );
const contractNotActive = (number: number) =>
  means(
    'INVALID_SYMBOL',
    { reason: 'DISABLED' },
    { [number]: ['ContractNotActive', 'The contract is not the active one.'] },
  );
const orderNotFound = (number: number) =>
  means('ORDER_NOT_FOUND', {}, { [number]: ['OrderNotFound', 'The account has no such order.'] });
const unknownError = (number: number) =>
  means(
    'INTERNAL_ERROR',
    { retry: 'same-key' },
    { [number]: ['UnknownError', 'It failed, and no cause is given.'] },
  );
const accountRejected = (number: number) =>
  means(
    'ACCOUNT_DISABLED',
    {},
    { [number]: ['AccountRejected', 'The account may not do this here.'] },
  );
/** "Still being processed" is no refusal: a second order would be a second trade. */
const pending = (number: number, name: string) =>
  open({ [number]: [name, 'Not decided yet: ask for the order, do not send another.'] });
/** A closed market or a missing price; the gateway does not say which, nor when it ends. */
const closeRejected = (number: number) =>
  means(
    'ORDER_REJECTED',
    { reason: 'OTHER', newDecision: true },
    { [number]: ['OrderRejected', 'The closing order was refused; no price, or no market.'] },
  );
const notPending = (number: number, meaning: string) =>
  means('ORDER_NOT_PENDING', {}, { [number]: ['Rejected', meaning] });
const positionNotFound = means(
  'POSITION_NOT_FOUND',
  {},
  { 2: ['PositionNotFound', 'The account holds no such position.'] },
);

const success = done({ 0: ['Success', 'The gateway took it.'] });
const at = (operation: string, ...groups: Parameters<typeof rowsOf>[1]): ForeignRow[] =>
  rowsOf({ space: 'gateway.real', operation }, [success, ...groups]);

export const orderRows: readonly ForeignRow[] = [
  ...at(
    'place',
    accountNotFound,
    means(
      'ORDER_REJECTED',
      { reason: 'OTHER' },
      { 2: ['OrderRejected', 'The order was refused; the message says why.'] },
    ),
    means(
      'MARGIN_INSUFFICIENT',
      { reason: 'NEW_ORDER' },
      { 3: ['InsufficientFunds', 'The account’s money does not cover the order.'] },
    ),
    means(
      'TRADING_RESTRICTED',
      { reason: 'DISABLED' },
      { 4: ['AccountViolation', 'The account broke a rule and may not place orders.'] },
    ),
    means(
      'MARKET_CLOSED',
      { retry: 'at' },
      { 5: ['OutsideTradingHours', 'The contract does not trade now.'] },
    ),
    pending(6, 'OrderPending'),
    unknownError(7),
    contractNotFound(8),
    contractNotActive(9),
    accountRejected(10),
  ),
  ...at(
    'modify',
    accountNotFound,
    orderNotFound(2),
    notPending(3, 'The change was refused.'),
    pending(4, 'Pending'),
    unknownError(5),
    accountRejected(6),
    contractNotFound(7),
  ),
  ...at(
    'cancel',
    accountNotFound,
    orderNotFound(2),
    notPending(3, 'The cancel was refused.'),
    pending(4, 'Pending'),
    unknownError(5),
    accountRejected(6),
  ),
  ...at('orderSearch', accountNotFound),
  ...at('orderSearchOpen', accountNotFound),
  ...at('orderQuery', accountNotFound),
  ...at('orderSearchById', orderNotFound(1)),
  ...at('positionSearchOpen', accountNotFound),
  ...at('tradeSearch', accountNotFound),
  ...at(
    'closeContract',
    accountNotFound,
    positionNotFound,
    contractNotFound(3),
    contractNotActive(4),
    closeRejected(5),
    pending(6, 'OrderPending'),
    unknownError(7),
    accountRejected(8),
  ),
  ...at(
    'partialCloseContract',
    accountNotFound,
    positionNotFound,
    contractNotFound(3),
    contractNotActive(4),
    means(
      'PARTIAL_CLOSE_INVALID',
      {},
      { 5: ['InvalidCloseSize', 'The size is not positive, or more than is open.'] },
    ),
    closeRejected(6),
    pending(7, 'OrderPending'),
    unknownError(8),
    accountRejected(9),
  ),
];
