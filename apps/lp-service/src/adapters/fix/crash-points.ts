/** The places of a FIX session at which a test can kill this process, put around the parts that pass them. */
import type { SessionApplication, SessionStore } from '@faultline/fix/node';
import { crashPoint } from '@faultline/service';

/** The session writes to its socket as soon as a commit is through, and not before. */
export function crashingStore<Change>(store: SessionStore<Change>): SessionStore<Change> {
  return {
    load: (sessionId) => store.load(sessionId),
    commit: (batch) => {
      const committed = store.commit(batch);
      if (!batch.sessions.some(({ outgoing }) => outgoing?.msgType === 'D')) return committed;
      const onCommitted = (): void => {
        crashPoint('seq-persisted-before-write');
        setImmediate(() => crashPoint('after-socket-write'));
      };
      if (committed !== undefined) return committed.then(onCommitted);
      return onCommitted();
    },
    outgoing: (sessionId, fromSeq, toSeq) => store.outgoing(sessionId, fromSeq, toSeq),
    messages: (query) => store.messages(query),
    close: () => store.close(),
  };
}

export function crashingApplication<Change>(
  application: SessionApplication<Change>,
): SessionApplication<Change> {
  return {
    ...application,
    onMessage: (message, session) => {
      const reaction = application.onMessage(message, session);
      if (message.msgType !== '8') return reaction;
      crashPoint('er-received-before-commit');
      return {
        ...reaction,
        afterCommit: () => {
          crashPoint('er-committed');
          reaction.afterCommit?.();
        },
      };
    },
  };
}
