/**
 * Why a FIX 4.4 provider refuses a message: as malformed (SessionRejectReason 373: a defect of ours, and the order was not
 * taken), as unwanted (BusinessRejectReason 380), or as a request for quotes (MDReqRejReason 281: the trader sees no more
 * of it than that no price comes). CxlRejResponseTo(434) only tells which request a cancel reject answers.
 */
import { done, means, rowsOf, tableOf } from '../table.ts';

export const FIX_373 = tableOf(
  'fix.373',
  rowsOf({ space: 'fix.373' }, [
    means(
      'INTERNAL_ERROR',
      { outcome: 'NOT_APPLIED', operator: true },
      {
        0: ['Invalid tag number', 'A tag number that cannot be.'],
        1: ['Required tag missing', 'A required tag is missing.'],
        2: ['Tag not defined for this message type', 'A tag that this message does not have.'],
        3: ['Undefined tag', 'A tag that does not exist.'],
        4: ['Tag specified without a value', 'A tag without a value.'],
        5: ['Value is incorrect (out of range) for this tag', 'A value outside of its range.'],
        6: ['Incorrect data format for value', 'A value in the wrong format.'],
        7: ['Decryption problem', 'The message could not be decrypted.'],
        8: ['Signature problem', 'The signature does not fit.'],
        9: ['CompID problem', 'The session’s names do not fit; a Logout follows.'],
        10: ['SendingTime accuracy problem', 'Our clock is off; a Logout follows.'],
        11: ['Invalid MsgType', 'A message type that does not exist.'],
        12: ['XML validation error', 'The XML inside the message is wrong.'],
        13: ['Tag appears more than once', 'A tag twice.'],
        14: ['Tag specified out of required order', 'A tag out of its order.'],
        15: ['Repeating group fields out of order', 'A group’s tags out of their order.'],
        16: ['Incorrect NumInGroup count for repeating group', 'A group with the wrong count.'],
        17: [
          'Non "data" value includes field delimiter (SOH character)',
          'A delimiter inside a value.',
        ],
        99: ['Other', 'Read Text(58) for the reason.'],
      },
    ),
  ]),
);

export const FIX_380 = tableOf(
  'fix.380',
  rowsOf({ space: 'fix.380' }, [
    means(
      'ORDER_REJECTED',
      { reason: 'OTHER' },
      {
        0: ['Other', 'Read Text(58): some providers report a rate limit here.'],
        1: ['Unknown ID', 'The provider does not know the id in the message.'],
      },
    ),
    means(
      'ORDER_REJECTED',
      { reason: 'OTHER', operator: true },
      {
        3: ['Unsupported Message Type', 'The provider does not take such messages.'],
        5: ['Conditionally required field missing', 'Our message lacks a field that it needs.'],
      },
    ),
    means(
      'INVALID_SYMBOL',
      {},
      { 2: ['Unknown Security', 'The provider does not know the symbol.'] },
    ),
    means(
      'LP_NOT_CONNECTED',
      { retry: 'backoff' },
      {
        4: ['Application not available', 'The provider’s trading system is away.'],
        7: ['DeliverTo firm not available at this time', 'The firm behind the provider is away.'],
      },
    ),
    means(
      'PERMISSION_DENIED',
      { operator: true },
      { 6: ['Not authorized', 'The provider does not allow this to our session.'] },
    ),
  ]),
);

export const FIX_281 = tableOf(
  'fix.281',
  rowsOf({ space: 'fix.281' }, [
    means(
      'PRICE_STALE',
      { reason: 'WAITING', operator: true },
      {
        0: ['Unknown symbol', 'The provider does not know the symbol that we sent.'],
        1: ['Duplicate MDReqID', 'We used the id of this request before.'],
        3: ['Insufficient Permissions', 'Our session may not have these quotes.'],
        4: ['Unsupported SubscriptionRequestType', 'No such kind of subscription here.'],
        5: ['Unsupported MarketDepth', 'No such depth here.'],
        6: ['Unsupported MDUpdateType', 'No such kind of update here.'],
        7: ['Unsupported AggregatedBook', 'No such choice of book here.'],
        8: ['Unsupported MDEntryType', 'No such kind of entry here.'],
        9: ['Unsupported TradingSessionID', 'No such trading session here.'],
        A: ['Unsupported Scope', 'No such scope here.'],
        B: ['Unsupported OpenCloseSettleFlag', 'No such flag of open, close or settlement here.'],
        C: ['Unsupported MDImplicitDelete', 'No such implicit deletion here.'],
      },
    ),
    means(
      'PRICE_STALE',
      { reason: 'WAITING', retry: 'backoff' },
      { 2: ['Insufficient Bandwidth', 'The provider has no room for more quotes now.'] },
    ),
  ]),
);

export const FIX_434 = tableOf(
  'fix.434',
  rowsOf({ space: 'fix.434' }, [
    done({
      1: ['Order Cancel Request <F>', 'The reject answers a cancel.'],
      2: ['Order Cancel/Replace Request <G>', 'The reject answers a change.'],
    }),
  ]),
);
