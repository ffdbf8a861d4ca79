/** The FIX 4.4 fields that the messages of this package use: tag, name, type, allowed values. */
import type { FieldRule, FieldType } from './dictionary.ts';

type Row = readonly [tag: number, name: string, type: FieldType, values?: string];

const HEADER: readonly Row[] = [
  [8, 'BeginString', 'text'],
  [9, 'BodyLength', 'length'],
  [10, 'CheckSum', 'text'],
  [34, 'MsgSeqNum', 'seqNum'],
  [35, 'MsgType', 'text'],
  [43, 'PossDupFlag', 'boolean'],
  [49, 'SenderCompID', 'text'],
  [50, 'SenderSubID', 'text'],
  [52, 'SendingTime', 'timestamp'],
  [56, 'TargetCompID', 'text'],
  [57, 'TargetSubID', 'text'],
  [90, 'SecureDataLen', 'length'],
  [91, 'SecureData', 'data'],
  [97, 'PossResend', 'boolean'],
  [115, 'OnBehalfOfCompID', 'text'],
  [116, 'OnBehalfOfSubID', 'text'],
  [122, 'OrigSendingTime', 'timestamp'],
  [128, 'DeliverToCompID', 'text'],
  [129, 'DeliverToSubID', 'text'],
  [142, 'SenderLocationID', 'text'],
  [143, 'TargetLocationID', 'text'],
  [144, 'OnBehalfOfLocationID', 'text'],
  [145, 'DeliverToLocationID', 'text'],
  [212, 'XmlDataLen', 'length'],
  [213, 'XmlData', 'data'],
  [347, 'MessageEncoding', 'text'],
  [369, 'LastMsgSeqNumProcessed', 'seqNum'],
];

const SESSION: readonly Row[] = [
  [7, 'BeginSeqNo', 'seqNum'],
  [16, 'EndSeqNo', 'seqNum'],
  [36, 'NewSeqNo', 'seqNum'],
  [45, 'RefSeqNum', 'seqNum'],
  [58, 'Text', 'freeText'],
  [95, 'RawDataLength', 'length'],
  [96, 'RawData', 'data'],
  [98, 'EncryptMethod', 'int', '0 1 2 3 4 5 6'],
  [108, 'HeartBtInt', 'int'],
  [112, 'TestReqID', 'text'],
  [123, 'GapFillFlag', 'boolean'],
  [141, 'ResetSeqNumFlag', 'boolean'],
  [354, 'EncodedTextLen', 'length'],
  [355, 'EncodedText', 'data'],
  [371, 'RefTagID', 'int'],
  [372, 'RefMsgType', 'text'],
  [373, 'SessionRejectReason', 'int'],
  [379, 'BusinessRejectRefID', 'text'],
  [380, 'BusinessRejectReason', 'int', '0 1 2 3 4 5 6 7'],
  [553, 'Username', 'text'],
  [554, 'Password', 'text'],
];

const ORDERS: readonly Row[] = [
  [1, 'Account', 'text'],
  [6, 'AvgPx', 'decimal'],
  [11, 'ClOrdID', 'text'],
  [14, 'CumQty', 'decimal'],
  [17, 'ExecID', 'text'],
  [19, 'ExecRefID', 'text'],
  [21, 'HandlInst', 'char', '1 2 3'],
  [31, 'LastPx', 'decimal'],
  [32, 'LastQty', 'decimal'],
  [37, 'OrderID', 'text'],
  [38, 'OrderQty', 'decimal'],
  [39, 'OrdStatus', 'char', '0 1 2 3 4 5 6 7 8 9 A B C D E'],
  [40, 'OrdType', 'char', '1 2 3 4 6 7 8 9 D E G I J K L M P'],
  [41, 'OrigClOrdID', 'text'],
  [44, 'Price', 'decimal'],
  [54, 'Side', 'char', '1 2 3 4 5 6 7 8 9 A B C D E F G'],
  [55, 'Symbol', 'text'],
  [59, 'TimeInForce', 'char', '0 1 2 3 4 5 6 7'],
  [60, 'TransactTime', 'timestamp'],
  [99, 'StopPx', 'decimal'],
  [102, 'CxlRejReason', 'int'],
  [103, 'OrdRejReason', 'int'],
  [150, 'ExecType', 'char', '0 3 4 5 6 7 8 9 A B C D E F G H I'],
  [151, 'LeavesQty', 'decimal'],
  [790, 'OrdStatusReqID', 'text'],
];

const MARKET_DATA: readonly Row[] = [
  [146, 'NoRelatedSym', 'count'],
  [262, 'MDReqID', 'text'],
  [263, 'SubscriptionRequestType', 'char', '0 1 2'],
  [264, 'MarketDepth', 'int'],
  [265, 'MDUpdateType', 'int', '0 1'],
  [267, 'NoMDEntryTypes', 'count'],
  [268, 'NoMDEntries', 'count'],
  [269, 'MDEntryType', 'char', '0 1 2 3 4 5 6 7 8 9 A B C'],
  [270, 'MDEntryPx', 'decimal'],
  [271, 'MDEntrySize', 'decimal'],
  [278, 'MDEntryID', 'text'],
  [279, 'MDUpdateAction', 'char', '0 1 2'],
  [281, 'MDReqRejReason', 'char', '0 1 2 3 4 5 6 7 8 9 A B C D'],
];

function rule([tag, name, type, values]: Row): FieldRule {
  return { tag, name, type, values: values === undefined ? null : new Set(values.split(' ')) };
}

export const FIELDS: readonly FieldRule[] = [...HEADER, ...SESSION, ...ORDERS, ...MARKET_DATA].map(
  rule,
);

export const HEADER_TAGS: ReadonlySet<number> = new Set(
  HEADER.map(([tag]) => tag).filter((tag) => tag !== 10),
);
