/** Sequence numbers: nothing lost, nothing twice, nothing out of order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkStatus } from './status.ts';
import { SessionDesk, START_MS } from './testing/session-desk.ts';

const report = (execId: string) =>
  `6=1.1|11=O1|14=1|17=${execId}|31=1.1|32=1|37=L1|39=2|54=1|55=EURUSD|150=F|151=0|`;
const execIds = (desk: SessionDesk) =>
  desk.delivered.map((message) => (message.msgType === '8' ? message.execId : message.msgType));

describe('messages in sequence', () => {
  it('are delivered after their number is counted', () => {
    const desk = new SessionDesk().loggedOn().receives('8', 2, report('E1'));
    expect(desk.effects.map(({ kind }) => kind)).toEqual(['persist-in', 'deliver']);
    expect(desk.state.nextIn).toBe(3);
  });

  it('get a Reject(3) with tag, type and reason when they break the dictionary, and are counted', () => {
    const desk = new SessionDesk().loggedOn().receives('8', 2, report('E1').replace('54=1|', ''));
    expect(desk.written).toEqual(['35=3|34=2|45=2|58=Required tag missing|371=54|372=8|373=1']);
    expect(desk.state.nextIn).toBe(3);
    expect(desk.delivered).toEqual([]);
  });

  it('get a BusinessMessageReject(j) when a field is missing that others make necessary', () => {
    const desk = new SessionDesk().loggedOn().receives('8', 2, report('E1').replace('31=1.1|', ''));
    expect(desk.written).toEqual([
      '35=j|34=2|45=2|58=Conditionally required field missing: 31|372=8|379=O1|380=5',
    ]);
  });

  it('get a BusinessMessageReject(j) when their type is not supported', () => {
    const desk = new SessionDesk().loggedOn().receives('BF', 2, '923=U1|553=jo|');
    expect(desk.written).toEqual(['35=j|34=2|45=2|58=Unsupported Message Type|372=BF|380=3']);
  });

  it('from a stranger get a Reject(3) and a Logout(5)', () => {
    const desk = new SessionDesk().loggedOn().receives('8', 2, report('E1'), { sender: 'EVIL' });
    expect(desk.written).toEqual(['35=3|34=2|45=2|58=CompID problem|372=8|373=9', '35=5|34=3']);
    expect(linkStatus(desk.state)).toBe('LOGOUT');
  });

  it('with a stale SendingTime(52) get a Reject(3) and a Logout(5)', () => {
    const how = { sentMs: START_MS - 121_000 };
    const desk = new SessionDesk().loggedOn().receives('8', 2, report('E1'), how);
    expect(desk.written[0]).toBe('35=3|34=2|45=2|58=SendingTime accuracy problem|372=8|373=10');
  });

  it('with another BeginString(8) end in a Logout(5)', () => {
    const desk = new SessionDesk().loggedOn().receives('0', 2, '', { beginString: 'FIX.4.2' });
    expect(desk.written).toEqual(['35=5|34=2|58=Incorrect BeginString']);
  });

  it('include the counterparty’s Reject(3), which is delivered', () => {
    const desk = new SessionDesk().loggedOn().receives('3', 2, '45=7|371=55|373=5|58=symbol?|');
    expect(desk.delivered).toMatchObject([{ msgType: '3', refSeqNum: 7, refTagId: 55 }]);
  });
});

describe('a gap', () => {
  it('is asked for once; what is ahead waits and comes once, in order', () => {
    const desk = new SessionDesk().loggedOn();
    desk.receives('8', 4, report('E4')).receives('8', 3, report('E3'));
    expect(desk.written).toEqual(['35=2|34=2|7=2|16=0']);
    expect(desk.delivered).toEqual([]);
    desk.receives('8', 2, report('E2'), { origMs: START_MS - 10 });
    expect(execIds(desk)).toEqual(['E2', 'E3', 'E4']);
    expect(linkStatus(desk.state)).toBe('LOGGED_ON');
    desk.receives('8', 3, report('E3'), { origMs: START_MS - 10 });
    desk.receives('8', 4, report('E4'), { origMs: START_MS - 10 });
    expect(execIds(desk)).toEqual(['E2', 'E3', 'E4']);
  });

  it('closes with a gap fill, which drops what it fills over', () => {
    const desk = new SessionDesk().loggedOn().receives('8', 4, report('E4'));
    desk.receives('4', 2, '36=5|123=Y|', { origMs: START_MS });
    expect(desk.state.nextIn).toBe(5);
    expect(desk.delivered).toEqual([]);
    expect(linkStatus(desk.state)).toBe('LOGGED_ON');
  });

  it('is asked for again when nothing comes, and ends the link after three times', () => {
    const desk = new SessionDesk({ heartBtIntSec: 0 }).loggedOn().receives('8', 4, report('E4'));
    desk.passes(10_000).passes(10_000);
    expect(desk.written.filter((text) => text.startsWith('35=2'))).toHaveLength(3);
    expect(desk.passes(10_000).hungUp?.reason).toBe('missing messages were never resent');
  });

  it('does not keep the other side’s ResendRequest(2) waiting, whose own number is forgotten', () => {
    const desk = new SessionDesk().loggedOn().receives('2', 5, '7=1|16=0|');
    expect(desk.loads).toEqual([{ kind: 'load', fromSeq: 1, toSeq: 1 }]);
    expect(desk.state.nextIn).toBe(2);
    desk.loadsAnswered().receives('0', 6);
    expect(desk.written).toEqual(['35=4|34=1|43=Y|36=2|123=Y', '35=2|34=2|7=2|16=0']);
    desk.receives('4', 2, '36=7|123=Y|', { origMs: START_MS });
    expect([linkStatus(desk.state), desk.state.nextIn]).toEqual(['LOGGED_ON', 7]);
  });

  it('is asked for in chunks when the session wants that, the next when one is filled', () => {
    const desk = new SessionDesk({ resendChunkSize: 2 }).loggedOn().receives('8', 7, report('E7'));
    desk.receives('8', 2, report('E2'), { origMs: START_MS });
    expect(desk.written).toEqual(['35=2|34=2|7=2|16=3']);
    desk.receives('8', 3, report('E3'), { origMs: START_MS });
    expect(desk.written).toEqual(['35=2|34=3|7=4|16=5']);
    desk.receives('4', 4, '36=6|123=Y|', { origMs: START_MS });
    expect(desk.written).toEqual(['35=2|34=4|7=6|16=6']);
    desk.receives('8', 6, report('E6'), { origMs: START_MS });
    expect(execIds(desk)).toEqual(['E2', 'E3', 'E6', 'E7']);
    expect(linkStatus(desk.state)).toBe('LOGGED_ON');
  });

  it('heals for any order and any repetition of what comes', () => {
    const arrivals = fc.array(fc.integer({ min: 2, max: 12 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(arrivals, (seqs) => {
        const desk = new SessionDesk({ heartBtIntSec: 0 }).loggedOn();
        for (const seq of [...seqs, ...Array.from({ length: 11 }, (_, index) => index + 2)]) {
          desk.receives('8', seq, report(`E${seq}`), { origMs: START_MS - 5 });
        }
        expect(execIds(desk)).toEqual(Array.from({ length: 11 }, (_, index) => `E${index + 2}`));
      }),
    );
  });
});

describe('a number that is too low', () => {
  it('with PossDupFlag(43) is dropped in silence', () => {
    const desk = new SessionDesk().loggedOn().receives('8', 2, report('E1'));
    desk.receives('8', 2, report('E1'), { origMs: START_MS });
    expect(execIds(desk)).toEqual(['E1']);
    expect(desk.written).toEqual([]);
  });

  it('without PossDupFlag(43) ends in Logout(5) and needs an operator', () => {
    const desk = new SessionDesk().loggedOn().receives('0', 2).receives('0', 2);
    expect(desk.written).toEqual(['35=5|34=2|58=MsgSeqNum too low, expecting 3 but received 2']);
    expect(desk.hungUp?.fault).toBe('SEQUENCE_ERROR');
  });

  it('with an OrigSendingTime(122) after its SendingTime(52) is rejected, then Logout(5)', () => {
    const desk = new SessionDesk().loggedOn().receives('0', 2);
    desk.receives('0', 2, '', { origMs: START_MS + 10_000 });
    expect(desk.written).toEqual([
      '35=3|34=2|45=2|58=SendingTime accuracy problem|372=0|373=10',
      '35=5|34=3',
    ]);
  });

  it('with PossDupFlag(43) but without OrigSendingTime(122) is rejected and not delivered', () => {
    const desk = new SessionDesk().loggedOn().receives('8', 2, report('E1'));
    const bytes = desk.message('0', 2, '43=Y|');
    desk.happens({ kind: 'received', raw: bytes });
    expect(desk.written).toEqual(['35=3|34=2|45=2|58=Required tag missing|371=122|372=0|373=1']);
  });
});

describe('SequenceReset(4)', () => {
  it('in reset mode moves the number up whatever its own', () => {
    const desk = new SessionDesk().loggedOn().receives('4', 1, '36=20|');
    expect(desk.state.nextIn).toBe(20);
  });

  it('never moves the number down', () => {
    const desk = new SessionDesk().loggedOn().receives('0', 2).receives('4', 3, '36=1|123=N|');
    expect(desk.written[0]).toMatch(/^35=3\|.*373=5$/);
    expect(desk.state.nextIn).toBe(3);
  });

  it('in gap fill mode that does not move up is rejected and counted', () => {
    const desk = new SessionDesk().loggedOn().receives('4', 2, '36=2|123=Y|');
    expect(desk.written[0]).toMatch(/^35=3\|.*371=36\|372=4\|373=5$/);
    expect(desk.state.nextIn).toBe(3);
  });
});

describe('garbled input', () => {
  it.each([
    ['ignore', []],
    ['reject', ['35=3|34=2|45=2|58=Garbled message|373=99']],
    ['logout', ['35=5|34=2|58=Garbled message']],
  ] as const)('gets what the session says: %s', (onGarbled, written) => {
    const desk = new SessionDesk({ onGarbled }).loggedOn().happens({ kind: 'garbled' });
    expect(desk.written).toEqual(written);
    expect(desk.state.nextIn).toBe(2);
  });
});
