/** The simulator's way out to its FIX sessions. */
import type { AcceptedSession } from '@faultline/fix/node';
import { NotLoggedOn } from '@faultline/fix/node';
import type { BookOrder } from '../../book/order.ts';
import type { Links } from '../../links.ts';

/**
 * @param sessions - asked for at each use: they come up after the simulator they belong to
 * @param fatal - a report could not be made durable: memory and disk disagree, the process must not go on
 */
export function sessionLinks(
  sessions: () => ReadonlyMap<string, AcceptedSession<BookOrder>>,
  fatal: (error: unknown) => void,
): Links {
  return {
    drop: (sessionId, reason) => sessions().get(sessionId)?.drop(reason),
    report: (sessionId, message, order) => {
      sessions().get(sessionId)?.post(message, [order]).catch(fatal);
    },
    quote: (sessionId, messages) => {
      const session = sessions().get(sessionId);
      for (const message of messages) {
        session?.send(message).catch((error: unknown) => {
          if (!(error instanceof NotLoggedOn)) fatal(error);
        });
      }
    },
  };
}
