/** The desk of the tests with the broker's side of it: money, accounts, terms, history. */
import type { User } from '@faultline/contract';
import { decimalOf } from '@faultline/errors';
import { brokerDesk } from '../broker-desk.ts';
import type { TestDatabase } from './databases.ts';
import { ann, callBy, openDesk } from './desk.ts';

export const adm: User = { ...ann, userId: 'user_admin', username: 'admin', role: 'ADMIN' };
export const sue: User = { ...ann, userId: 'user_support', username: 'support', role: 'SUPPORT' };

/** A call by this person, for tests that ask nothing about its answer's headers. */
export const by = (caller: User) => callBy(caller).call;

export type BrokerDesk = Awaited<ReturnType<typeof openBrokerDesk>>;

/** @param shared - As for `openDesk`. */
export async function openBrokerDesk(shared?: TestDatabase) {
  const desk = await openDesk(shared);
  const { commands, store } = desk;
  const passwords = { hash: async (password: string) => `hash of ${password}` };
  return {
    ...desk,
    admin: brokerDesk({ ...commands, passwords }),
    account: async (accountId: number) => {
      const { account } = await store.read({ accountId });
      if (account === null) throw new Error(`the desk has no account ${accountId}`);
      return account;
    },
    /** An order of account 1 that rests in our own book. */
    waitingOrder: async () =>
      desk.orders.placeLimit(
        {
          accountId: 1,
          symbol: 'EURUSD',
          side: 'BUY',
          volume: decimalOf(0.1),
          price: decimalOf(1.09),
        },
        by(ann),
      ),
    /** The newest entry of the audit log. */
    lastAudit: async () => (await store.pages.audit({ after: null, limit: 1 }))[0],
    /** After a test: balances are what the ledger says, and the audit log is whole. */
    closeSoundly: async () => {
      const { unexplained, auditBreak } = await store.verify();
      await desk.close();
      if (unexplained.length > 0) throw new Error(`accounts ${unexplained.join()} do not balance`);
      if (auditBreak !== null) throw new Error(`the audit log breaks at ${auditBreak}`);
    },
  };
}
