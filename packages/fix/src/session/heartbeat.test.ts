/** Silence, signs of life, and saying goodbye. */
import { describe, expect, it } from 'vitest';
import { linkStatus } from './status.ts';
import { deadlineOf } from './step.ts';
import { SessionDesk, START_MS } from './testing/session-desk.ts';

describe('heartbeats', () => {
  it('leave when nothing else was sent for HeartBtInt', () => {
    const desk = new SessionDesk().loggedOn();
    expect(deadlineOf(desk.state)).toBe(START_MS + 30_000);
    expect(desk.passes(29_999).written).toEqual([]);
    expect(desk.passes(1).written).toEqual(['35=0|34=2']);
  });

  it('answer a TestRequest(1) with its id', () => {
    const desk = new SessionDesk().loggedOn().receives('1', 2, '112=are you there|');
    expect(desk.written).toEqual(['35=0|34=2|112=are you there']);
  });

  it('turn into a TestRequest(1) after 1.2 times HeartBtInt of silence, and into a drop after another', () => {
    const desk = new SessionDesk().loggedOn().passes(30_000).passes(6_000);
    expect(desk.written).toEqual(['35=0|34=2', '35=1|34=3|112=TEST']);
    expect(linkStatus(desk.state)).toBe('SUSPECT');
    desk.passes(29_999);
    expect(desk.hungUp).toBeUndefined();
    expect(desk.passes(1).hungUp?.reason).toBe('heartbeat timeout: no answer to TestRequest(1)');
  });

  it('count any byte as a sign of life', () => {
    const desk = new SessionDesk().loggedOn().passes(36_000);
    expect(linkStatus(desk.state)).toBe('SUSPECT');
    desk.happens({ kind: 'heard' });
    expect(linkStatus(desk.state)).toBe('LOGGED_ON');
    desk.nowMs += 30_000;
    expect(desk.happens({ kind: 'timer' }).hungUp).toBeUndefined();
  });

  it('deliver an application message while a TestRequest(1) is unanswered', () => {
    const desk = new SessionDesk().loggedOn().passes(36_000);
    desk.receives('j', 2, '372=D|380=4|');
    expect(desk.delivered).toHaveLength(1);
    expect(linkStatus(desk.state)).toBe('LOGGED_ON');
  });

  it('do not exist with HeartBtInt 0', () => {
    const desk = new SessionDesk({ heartBtIntSec: 0 }).loggedOn();
    expect(deadlineOf(desk.state)).toBe(Infinity);
    expect(desk.passes(86_400_000).written).toEqual([]);
  });
});

describe('Logout(5)', () => {
  it('of the counterparty is answered, and the link ends', () => {
    const desk = new SessionDesk().loggedOn().receives('5', 2, '58=end of day|');
    expect(desk.written).toEqual(['35=5|34=2']);
    expect(desk.hungUp).toMatchObject({ reason: 'Logout(5) received: end of day', fault: null });
  });

  it('of ours waits for the answer', () => {
    const desk = new SessionDesk().loggedOn().happens({ kind: 'logout', text: 'bye' });
    expect(desk.written).toEqual(['35=5|34=2|58=bye']);
    expect(linkStatus(desk.state)).toBe('LOGOUT');
    expect(desk.receives('5', 2).hungUp?.reason).toBe('bye');
  });

  it('of ours does not wait for ever', () => {
    const desk = new SessionDesk().loggedOn().happens({ kind: 'logout' }).passes(1_999);
    expect(desk.hungUp).toBeUndefined();
    expect(desk.passes(1).hungUp).toBeDefined();
  });

  it('still delivers what arrives before the answer', () => {
    const desk = new SessionDesk().loggedOn().happens({ kind: 'logout' });
    desk.receives('j', 2, '372=D|380=4|');
    expect(desk.delivered).toHaveLength(1);
  });
});

describe('without a link', () => {
  it('a message is numbered and stored but not written', () => {
    const desk = new SessionDesk().sends('H', '11=O1|54=1|55=EURUSD|');
    expect(desk.effects.map(({ kind }) => kind)).toEqual(['persist-out']);
    expect(desk.state.nextOut).toBe(2);
  });
});
