/** When both numbers start again: at the goodbye, or whenever the link is gone. */
import { describe, expect, it } from 'vitest';
import { SessionDesk } from './testing/session-desk.ts';

const numbers = (desk: SessionDesk) => [desk.state.nextOut, desk.state.nextIn];

describe('resetOnLogout', () => {
  it('starts both numbers again once both sides have said goodbye', () => {
    const theirs = new SessionDesk({ resetOnLogout: true }).loggedOn().receives('5', 2);
    expect(numbers(theirs)).toEqual([1, 1]);
    const ours = new SessionDesk({ resetOnLogout: true }).loggedOn().happens({ kind: 'logout' });
    expect(numbers(ours)).toEqual([3, 2]);
    expect(numbers(ours.receives('5', 2))).toEqual([1, 1]);
  });

  it('leaves the numbers alone when the link is lost', () => {
    const desk = new SessionDesk({ resetOnLogout: true }).loggedOn();
    expect(numbers(desk.happens({ kind: 'disconnected', reason: 'gone' }))).toEqual([2, 2]);
  });
});

describe('resetOnDisconnect', () => {
  it('starts both numbers again whenever the link is gone', () => {
    const lost = new SessionDesk({ resetOnDisconnect: true }).loggedOn();
    lost.happens({ kind: 'disconnected', reason: 'gone' });
    expect(numbers(lost)).toEqual([1, 1]);
    expect(lost.effects).toMatchObject([{ kind: 'reset', nextOut: 1, nextIn: 1 }]);
    const silent = new SessionDesk({ resetOnDisconnect: true }).loggedOn();
    expect(numbers(silent.passes(36_000).passes(30_000))).toEqual([1, 1]);
  });
});
