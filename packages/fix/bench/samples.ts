/** The two messages that trading consists of, as a provider and its client exchange them. `|` stands for the delimiter. */

export const NEW_ORDER_SINGLE =
  '11=FLT-20260102-000004711|1=ACC-0042|21=1|38=250000|40=2|44=1.09504|54=1|55=EURUSD|59=3|60=20260102-03:04:05.678|';

export const EXECUTION_REPORT =
  '37=LP-7731-88412-A|11=FLT-20260102-000004711|17=EX-20260102-99812-1|150=F|39=1|1=ACC-0042|55=EURUSD|54=1|' +
  '38=250000|40=2|44=1.09504|59=3|32=100000|31=1.09503|151=150000|14=100000|6=1.09503|60=20260102-03:04:05.681|' +
  '64=20260106|15=EUR|58=partial fill|';

export const HEADER = {
  beginString: 'FIX.4.4',
  msgSeqNum: 4711,
  senderCompId: 'YOFX1',
  targetCompId: 'YOFX',
  sendingTimeMs: 1_767_323_045_678,
};
