/**
 * FIX 4.4 as data: the messages that this package speaks, with their required fields and groups.
 *
 * It names what these messages must have, not everything they may have: a field that is not listed is passed over, so
 * that a provider's extra fields do no harm.
 */
import type { Dictionary, GroupRule, MessageRule } from './dictionary.ts';
import { FIELDS, HEADER_TAGS } from './fix44-fields.ts';

/** Tags of the Instrument block that may stand in a group entry beside Symbol(55). */
const INSTRUMENT = [
  55, 65, 48, 22, 460, 461, 167, 762, 200, 541, 224, 225, 239, 226, 227, 228, 255, 543, 470, 471,
  472, 240, 202, 947, 206, 231, 223, 207, 106, 348, 349, 107, 350, 351, 691, 667, 875, 876, 873,
  874,
];
/** What a market data entry may carry beside its type, price and size. */
const ENTRY_DETAILS = [
  270, 15, 271, 272, 273, 274, 275, 276, 277, 282, 283, 284, 286, 59, 432, 126, 110, 18, 287, 37,
  299, 288, 289, 336, 346, 290, 546, 625, 811, 58, 354, 355,
];

function group(countTag: number, delimiterTag: number, members: readonly number[]): GroupRule {
  return {
    countTag,
    delimiterTag,
    members: new Set([delimiterTag, ...members]),
    required: [delimiterTag],
  };
}

interface Row {
  readonly msgType: string;
  readonly name: string;
  readonly admin?: boolean;
  readonly required?: readonly number[];
  readonly groups?: readonly GroupRule[];
}

const ROWS: readonly Row[] = [
  { msgType: '0', name: 'Heartbeat', admin: true },
  { msgType: '1', name: 'TestRequest', admin: true, required: [112] },
  { msgType: '2', name: 'ResendRequest', admin: true, required: [7, 16] },
  { msgType: '3', name: 'Reject', admin: true, required: [45] },
  { msgType: '4', name: 'SequenceReset', admin: true, required: [36] },
  { msgType: '5', name: 'Logout', admin: true },
  { msgType: 'A', name: 'Logon', admin: true, required: [98, 108] },
  { msgType: 'D', name: 'NewOrderSingle', required: [11, 54, 60, 40] },
  { msgType: '8', name: 'ExecutionReport', required: [37, 17, 150, 39, 54, 151, 14, 6] },
  { msgType: 'H', name: 'OrderStatusRequest', required: [11, 54] },
  { msgType: 'j', name: 'BusinessMessageReject', required: [372, 380] },
  {
    msgType: 'V',
    name: 'MarketDataRequest',
    required: [262, 263, 264, 267, 146],
    groups: [group(267, 269, []), group(146, 55, [...INSTRUMENT, 336, 625])],
  },
  {
    msgType: 'W',
    name: 'MarketDataSnapshotFullRefresh',
    required: [268],
    groups: [group(268, 269, ENTRY_DETAILS)],
  },
  {
    msgType: 'X',
    name: 'MarketDataIncrementalRefresh',
    required: [268],
    groups: [group(268, 279, [285, 269, 278, 280, 291, 292, ...INSTRUMENT, ...ENTRY_DETAILS])],
  },
  { msgType: 'Y', name: 'MarketDataRequestReject', required: [262] },
];

function message(row: Row): MessageRule {
  return {
    msgType: row.msgType,
    name: row.name,
    admin: row.admin ?? false,
    required: row.required ?? [],
    groups: new Map((row.groups ?? []).map((rule) => [rule.countTag, rule])),
  };
}

/** Every MsgType of FIX 4.4. */
const MSG_TYPES =
  '0 1 2 3 4 5 6 7 8 9 A B C D E F G H J K L M N P Q R S T V W X Y Z a b c d e f g h i j k l m n o p q r s t u v w ' +
  'x y z AA AB AC AD AE AF AG AH AI AJ AK AL AM AN AO AP AQ AR AS AT AU AV AW AX AY AZ BA BB BC BD BE BF BG BH';

export const FIX44: Dictionary = {
  beginString: 'FIX.4.4',
  fields: new Map(FIELDS.map((rule) => [rule.tag, rule])),
  messages: new Map(ROWS.map((row) => [row.msgType, message(row)])),
  headerTags: HEADER_TAGS,
  headerRequired: [49, 56, 34, 52],
  dataFields: new Map([
    [90, 91],
    [93, 89],
    [95, 96],
    [212, 213],
    [348, 349],
    [350, 351],
    [352, 353],
    [354, 355],
    [356, 357],
    [358, 359],
    [360, 361],
    [362, 363],
    [364, 365],
    [445, 446],
    [618, 619],
    [621, 622],
  ]),
  msgTypes: new Set(MSG_TYPES.split(' ')),
};
