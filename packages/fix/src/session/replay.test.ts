/** Answering a ResendRequest(2): stored bytes again, one gap fill per run, no stale order ever. */
import { describe, expect, it } from 'vitest';
import { formatTimestamp } from '../wire/timestamp.ts';
import { REPLAY_CHUNK } from './replay.ts';
import { SessionDesk } from './testing/session-desk.ts';

const ORDER = '11=O1|38=1000|40=1|54=1|55=EURUSD|60=20260102-03:04:05.000|';
const STATUS = '11=O1|54=1|55=EURUSD|';
const gapFilled = (desk: SessionDesk) =>
  desk.effects.flatMap((effect) => (effect.kind === 'gap-filled' ? effect.clOrdIds : []));

describe('a replay', () => {
  it('sends application messages as they were, with PossDupFlag(43) and the first SendingTime', () => {
    const desk = new SessionDesk().loggedOn().sends('H', STATUS);
    const [sent] = desk.stored.filter(({ msgType }) => msgType === 'H');
    desk.effects = [];
    desk.nowMs += 5000;
    desk.receives('2', 2, '7=2|16=2|').loadsAnswered();
    const write = desk.effects.find((effect) => effect.kind === 'write');
    const text = write?.kind === 'write' ? write.bytes.toString('latin1') : '';
    const original = formatTimestamp(sent?.sendingTimeMs ?? 0);
    expect(text).toContain('\x0134=2\x0143=Y\x01');
    expect(text).toContain(`\x01122=${original}\x01`);
    expect(text).toContain('\x0111=O1\x0154=1\x0155=EURUSD\x01');
  });

  it('collapses runs of session messages into one gap fill each', () => {
    const desk = new SessionDesk().loggedOn();
    desk.receives('1', 2, '112=a|').receives('1', 3, '112=b|').sends('H', STATUS);
    desk.receives('1', 4, '112=c|');
    expect(desk.written).toHaveLength(4);
    desk.receives('2', 5, '7=1|16=0|').loadsAnswered();
    expect(desk.written).toEqual([
      '35=4|34=1|43=Y|36=4|123=Y',
      '35=H|34=4|43=Y|11=O1|54=1|55=EURUSD',
      '35=4|34=5|43=Y|36=6|123=Y',
    ]);
  });

  it('never sends an order again, and says which orders the counterparty never had', () => {
    const desk = new SessionDesk()
      .loggedOn()
      .sends('D', ORDER)
      .sends('D', ORDER.replace('O1', 'O2'));
    expect(desk.written).toHaveLength(2);
    desk.receives('2', 2, '7=2|16=0|').loadsAnswered();
    expect(desk.written).toEqual(['35=4|34=2|43=Y|36=4|123=Y']);
    expect(gapFilled(desk)).toEqual(['O1', 'O2']);
  });

  it('sends a young order again only when the session allows that age', () => {
    const desk = new SessionDesk({ orderResendMaxAgeMs: 1000 }).loggedOn().sends('D', ORDER);
    desk.nowMs += 900;
    desk.sends('D', ORDER.replace('O1', 'O2'));
    desk.nowMs += 200;
    expect(desk.written).toHaveLength(2);
    desk.receives('2', 2, '7=2|16=0|').loadsAnswered();
    expect(desk.written.map((text) => text.slice(0, 9))).toEqual(['35=4|34=2', '35=D|34=3']);
    expect(gapFilled(desk)).toEqual(['O1']);
  });

  it('does not mix with new messages: they are stored at once and written behind it', () => {
    const desk = new SessionDesk().loggedOn().sends('H', STATUS);
    expect(desk.written).toHaveLength(1);
    desk.receives('2', 2, '7=2|16=0|').sends('H', STATUS.replace('O1', 'O2'));
    expect(desk.written).toEqual([]);
    expect(desk.stored.at(-1)?.seq).toBe(3);
    desk.loadsAnswered();
    expect(desk.written.map((text) => text.slice(0, 14))).toEqual([
      '35=H|34=2|43=Y',
      '35=H|34=3|11=O',
    ]);
  });

  it('that does not come to its end holds back only so many new messages', () => {
    const desk = new SessionDesk().loggedOn().sends('H', STATUS).receives('2', 2, '7=2|16=0|');
    for (let sent = 0; sent <= 10_000; sent += 1) desk.sends('H', STATUS);
    expect(desk.hungUp?.reason).toBe('slow consumer');
  });

  it('goes in chunks, with one gap fill over a long run', () => {
    const desk = new SessionDesk().loggedOn();
    for (let count = 0; count < REPLAY_CHUNK + 5; count += 1)
      desk.receives('1', count + 2, '112=x|');
    expect(desk.written).toHaveLength(REPLAY_CHUNK + 5);
    desk.receives('2', REPLAY_CHUNK + 7, '7=1|16=0|').loadsAnswered();
    expect(desk.written).toEqual([`35=4|34=1|43=Y|36=${REPLAY_CHUNK + 7}|123=Y`]);
  });

  it('fills over numbers of which nothing is stored', () => {
    const desk = new SessionDesk().withNumbers(40, 1).happens({ kind: 'connected' });
    desk.receives('A', 1, '98=0|108=30|').receives('2', 2, '7=10|16=0|');
    expect(desk.written).toHaveLength(1);
    desk.loadsAnswered();
    expect(desk.written).toEqual(['35=4|34=10|43=Y|36=41|123=Y']);
  });

  it('ignores a request beyond what was sent and rejects one that makes no sense', () => {
    const desk = new SessionDesk().loggedOn().receives('2', 2, '7=9|16=0|');
    expect(desk.loads).toEqual([]);
    desk.receives('2', 3, '7=0|16=0|');
    expect(desk.written[0]).toMatch(/371=7\|372=2\|373=5$/);
  });

  it('answers two requests one after the other', () => {
    const desk = new SessionDesk().loggedOn().sends('H', STATUS);
    expect(desk.written).toHaveLength(1);
    desk.receives('2', 2, '7=2|16=2|').receives('2', 3, '7=1|16=1|').loadsAnswered();
    expect(desk.written.map((text) => text.slice(0, 9))).toEqual(['35=H|34=2', '35=4|34=1']);
  });
});
