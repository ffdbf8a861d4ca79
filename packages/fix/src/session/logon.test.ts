/** Logon(A): who gets in, who does not, and from which numbers the session goes on. */
import { describe, expect, it } from 'vitest';
import { linkStatus } from './status.ts';
import { SessionDesk, START_MS } from './testing/session-desk.ts';

const acceptor = () =>
  new SessionDesk({ role: 'acceptor', senderCompId: 'YOFX', targetCompId: 'FLT' });

describe('the initiator', () => {
  it('sends Logon(A) first and is logged on when the answer comes', () => {
    const desk = new SessionDesk({ username: 'flt', password: 'pw' }).happens({
      kind: 'connected',
    });
    expect(desk.written).toEqual(['35=A|34=1|98=0|108=30|553=flt|554=pw']);
    expect(linkStatus(desk.state)).toBe('LOGON_SENT');
    desk.receives('A', 1, '98=0|108=30|');
    expect(linkStatus(desk.state)).toBe('LOGGED_ON');
    expect([desk.state.nextOut, desk.state.nextIn]).toEqual([2, 2]);
  });

  it('continues the numbers of an earlier link', () => {
    const desk = new SessionDesk().withNumbers(57, 31).happens({ kind: 'connected' });
    expect(desk.written).toEqual(['35=A|34=57|98=0|108=30']);
    desk.receives('A', 31, '98=0|108=30|');
    expect([desk.state.nextOut, desk.state.nextIn]).toEqual([58, 32]);
  });

  it('starts again from 1 with ResetSeqNumFlag(141) when it is told to', () => {
    const desk = new SessionDesk({ resetOnLogon: true }).withNumbers(57, 31);
    desk.happens({ kind: 'connected' });
    expect(desk.effects[0]).toMatchObject({ kind: 'reset', nextOut: 1, nextIn: 1 });
    expect(desk.written).toEqual(['35=A|34=1|98=0|108=30|141=Y']);
    desk.receives('A', 1, '98=0|108=30|141=Y|');
    expect([desk.state.nextOut, desk.state.nextIn]).toEqual([2, 2]);
  });

  it('starts again with this one Logon(A) when somebody wants it, and says when that was agreed', () => {
    const desk = new SessionDesk().withNumbers(57, 31).happens({ kind: 'connected', reset: true });
    expect(desk.effects[0]).toMatchObject({ kind: 'reset', nextOut: 1, nextIn: 1 });
    expect(desk.written).toEqual(['35=A|34=1|98=0|108=30|141=Y']);
    const agreed = { kind: 'reset-agreed' } as const;
    expect(desk.effects).not.toContainEqual(agreed);
    desk.receives('A', 1, '98=0|108=30|141=Y|');
    expect(desk.effects).toContainEqual(agreed);
    expect([desk.state.nextOut, desk.state.nextIn]).toEqual([2, 2]);
    desk.happens({ kind: 'disconnected', reason: 'cut' }).happens({ kind: 'connected' });
    expect(desk.written.at(-1)).toBe('35=A|34=2|98=0|108=30');
  });

  it('has agreed on nothing where a reset is refused', () => {
    const desk = new SessionDesk().withNumbers(57, 31).happens({ kind: 'connected', reset: true });
    desk.receives('5', 1, '58=no reset without a call|');
    expect(desk.effects).not.toContainEqual({ kind: 'reset-agreed' });
  });

  it('follows a counterparty that resets of its own accord', () => {
    const desk = new SessionDesk().withNumbers(57, 31).happens({ kind: 'connected' });
    desk.receives('A', 1, '98=0|108=30|141=Y|');
    expect(desk.effects).toContainEqual({ kind: 'reset', nextOut: 2, nextIn: 1, atMs: START_MS });
    expect([desk.state.nextOut, desk.state.nextIn]).toEqual([2, 2]);
  });

  it('asks for what it missed when the answer is ahead', () => {
    const desk = new SessionDesk().happens({ kind: 'connected' }).receives('A', 5, '98=0|108=30|');
    expect(desk.written.at(-1)).toBe('35=2|34=2|7=1|16=0');
    expect(linkStatus(desk.state)).toBe('SYNCING');
  });

  it('needs an operator when the answer is behind', () => {
    const desk = new SessionDesk().withNumbers(1, 9).happens({ kind: 'connected' });
    desk.receives('A', 4, '98=0|108=30|');
    expect(desk.written.at(-1)).toBe('35=5|34=2|58=MsgSeqNum too low, expecting 9 but received 4');
    expect(desk.hungUp?.fault).toBe('SEQUENCE_ERROR');
  });

  it('needs an operator when the counterparty calls its number too low', () => {
    const desk = new SessionDesk().happens({ kind: 'connected' });
    desk.receives('5', 1, '58=MsgSeqNum too low, expecting 9 but received 1|');
    expect(desk.hungUp).toMatchObject({ fault: 'SEQUENCE_ERROR' });
  });

  it('keeps the reason of a refusal', () => {
    const desk = new SessionDesk()
      .happens({ kind: 'connected' })
      .receives('5', 1, '58=bad password|');
    expect(desk.hungUp).toMatchObject({
      reason: 'logon refused: bad password',
      fault: 'LOGON_REFUSED',
    });
  });

  it('gives up when no answer comes in time', () => {
    const desk = new SessionDesk().happens({ kind: 'connected' }).passes(9_999);
    expect(desk.hungUp).toBeUndefined();
    expect(desk.passes(1).hungUp?.reason).toBe('no Logon(A) within 10000 ms');
  });
});

describe('the acceptor', () => {
  it('answers with the HeartBtInt(108) that it was asked for', () => {
    const desk = acceptor().happens({ kind: 'connected' }).receives('A', 1, '98=0|108=7|');
    expect(desk.written).toEqual(['35=A|34=1|98=0|108=7']);
    expect(linkStatus(desk.state)).toBe('LOGGED_ON');
  });

  it('answers a reset with a reset', () => {
    const desk = acceptor().withNumbers(8, 8).happens({ kind: 'connected' });
    desk.receives('A', 1, '98=0|108=30|141=Y|');
    expect(desk.written).toEqual(['35=A|34=1|98=0|108=30|141=Y']);
    expect([desk.state.nextOut, desk.state.nextIn]).toEqual([2, 2]);
  });

  it('resets within a session when it is asked to', () => {
    const desk = acceptor().loggedOn().receives('0', 2).receives('A', 1, '98=0|108=30|141=Y|');
    expect(desk.written).toEqual(['35=A|34=1|98=0|108=30|141=Y']);
    expect([desk.state.nextOut, desk.state.nextIn]).toEqual([2, 2]);
  });

  it('answers and then asks for what it missed when the Logon(A) is ahead', () => {
    const desk = acceptor().happens({ kind: 'connected' }).receives('A', 3, '98=0|108=30|');
    expect(desk.written).toEqual(['35=A|34=1|98=0|108=30', '35=2|34=2|7=1|16=0']);
  });

  it('says why a negative HeartBtInt(108) is refused', () => {
    const desk = acceptor().happens({ kind: 'connected' }).receives('A', 1, '98=0|108=-1|');
    expect(desk.written).toEqual(['35=5|34=1|58=HeartBtInt(108) must not be negative']);
    expect(desk.hungUp).toBeDefined();
  });

  it('refuses a Logon(A) with the text of its owner and counts both numbers', () => {
    const desk = acceptor().happens({ kind: 'connected' });
    desk.happens({ kind: 'refuse', raw: desk.message('A', 1, '98=0|108=30|'), text: 'closed' });
    expect(desk.written).toEqual(['35=5|34=1|58=closed']);
    expect([desk.state.nextOut, desk.state.nextIn]).toEqual([2, 2]);
  });

  it.each([
    ['another BeginString(8)', 'A', '98=0|108=30|', { beginString: 'FIX.4.2' }],
    ['a foreign SenderCompID(49)', 'A', '98=0|108=30|', { sender: 'EVIL' }],
    [
      'a SendingTime(52) off by more than two minutes',
      'A',
      '98=0|108=30|',
      { sentMs: START_MS - 121_000 },
    ],
    ['a first message that is no Logon(A)', '0', '', {}],
    ['a Logon(A) without HeartBtInt(108)', 'A', '98=0|', {}],
  ])('hangs up without a word on %s', (...[, msgType, body, how]) => {
    const desk = acceptor().happens({ kind: 'connected' }).receives(msgType, 1, body, how);
    expect(desk.written).toEqual([]);
    expect(desk.hungUp).toBeDefined();
  });
});
