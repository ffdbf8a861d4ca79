/** NextExpectedMsgSeqNum(789): each side says what it lacks, and the other resends it unasked. */
import { describe, expect, it } from 'vitest';
import { linkStatus } from './status.ts';
import { SessionDesk, START_MS } from './testing/session-desk.ts';

const STATUS = '11=O1|54=1|55=EURUSD|';
const wanted = { nextExpectedMsgSeqNum: true } as const;
const initiator = () => new SessionDesk(wanted);
const acceptor = () => new SessionDesk({ ...wanted, role: 'acceptor' });

describe('the initiator', () => {
  it('says in its Logon(A) which number it expects', () => {
    const desk = initiator().withNumbers(57, 31).happens({ kind: 'connected' });
    expect(desk.written).toEqual(['35=A|34=57|98=0|108=30|789=31']);
  });

  it('resends at once what the answer says is missing', () => {
    const desk = initiator().sends('H', STATUS).sends('H', STATUS).happens({ kind: 'connected' });
    desk.receives('A', 1, '98=0|108=30|789=2|').loadsAnswered();
    expect(desk.written).toEqual([
      '35=A|34=3|98=0|108=30|789=1',
      '35=H|34=2|43=Y|11=O1|54=1|55=EURUSD',
      '35=4|34=3|43=Y|36=4|123=Y',
    ]);
    expect(linkStatus(desk.state)).toBe('LOGGED_ON');
  });

  it('does not ask for what it has said it lacks, unless nothing comes', () => {
    const desk = initiator().happens({ kind: 'connected' });
    desk.receives('A', 4, '98=0|108=30|789=2|');
    expect(linkStatus(desk.state)).toBe('SYNCING');
    expect(desk.written).toHaveLength(1);
    expect(desk.passes(10_000).written).toEqual(['35=2|34=2|7=1|16=0']);
    desk.receives('4', 1, '36=4|123=Y|', { origMs: START_MS });
    expect([linkStatus(desk.state), desk.state.nextIn]).toEqual(['LOGGED_ON', 5]);
  });

  it('asks as ever when the answer does not speak of it', () => {
    const desk = initiator().happens({ kind: 'connected' }).receives('A', 4, '98=0|108=30|');
    expect(desk.written.at(-1)).toBe('35=2|34=2|7=1|16=0');
  });

  it('logs out when the counterparty expects what was never sent', () => {
    const desk = initiator().happens({ kind: 'connected' }).receives('A', 1, '98=0|108=30|789=9|');
    expect(desk.written.at(-1)).toBe(
      '35=5|34=2|58=NextExpectedMsgSeqNum too high, expecting 2 but received 9',
    );
    expect(desk.hungUp?.fault).toBe('SEQUENCE_ERROR');
  });
});

describe('the acceptor', () => {
  it('answers with what it expects, then resends what the initiator lacks, then goes on', () => {
    const desk = acceptor().sends('H', STATUS).happens({ kind: 'connected' });
    desk.receives('A', 1, '98=0|108=30|789=1|').sends('H', STATUS.replace('O1', 'O2'));
    expect(desk.written).toEqual(['35=A|34=2|98=0|108=30|789=2']);
    desk.loadsAnswered();
    expect(desk.written).toEqual([
      '35=H|34=1|43=Y|11=O1|54=1|55=EURUSD',
      '35=H|34=3|11=O2|54=1|55=EURUSD',
    ]);
  });

  it('waits for what the initiator owes, and takes the Logon(A) in its turn', () => {
    const desk = acceptor().happens({ kind: 'connected' }).receives('A', 3, '98=0|108=30|789=1|');
    expect(desk.written).toEqual(['35=A|34=1|98=0|108=30|789=1']);
    desk.receives('4', 1, '36=3|123=Y|', { origMs: START_MS });
    expect([linkStatus(desk.state), desk.state.nextIn]).toEqual(['LOGGED_ON', 4]);
  });

  it('refuses a Logon(A) that expects what was never sent', () => {
    const desk = acceptor().happens({ kind: 'connected' }).receives('A', 1, '98=0|108=30|789=5|');
    expect(desk.written).toEqual([
      '35=5|34=1|58=NextExpectedMsgSeqNum too high, expecting 1 but received 5',
    ]);
    expect(desk.hungUp?.fault).toBe('SEQUENCE_ERROR');
  });

  it('does not look at the number when both sides start again', () => {
    const desk = acceptor().withNumbers(9, 9).happens({ kind: 'connected' });
    desk.receives('A', 1, '98=0|108=30|141=Y|789=1|');
    expect(desk.written).toEqual(['35=A|34=1|98=0|108=30|141=Y|789=2']);
  });
});
