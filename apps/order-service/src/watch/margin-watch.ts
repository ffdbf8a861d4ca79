/** Keeps an eye on margin levels: tells of a margin call, and closes positions when the level falls to the stop-out. */
import { book, marginState, negativeBalanceCompensation, summarise } from '@faultline/domain';
import type { Logger } from '@faultline/service';
import { tradingFacts } from '../market/market.ts';
import type { Book, Decided } from '../ports/store.ts';
import type { RunDeps } from '../trading/run-command.ts';
import type { SystemOrders } from './system-orders.ts';

export interface MarginDeps extends RunDeps {
  readonly orders: SystemOrders;
  readonly log: Logger;
}

/** More steps than an account has positions: a loop that goes on is a bug, and must not go on. */
const STEPS_MAX = 1_000;

export class MarginWatch {
  readonly #deps: MarginDeps;
  /** Accounts that have to be closed out and cannot be; told once. */
  readonly #blocked = new Set<number>();

  constructor(deps: MarginDeps) {
    this.#deps = deps;
  }

  /** Looks at one account by the latest prices, and does what has to be done. */
  async look(held: Book): Promise<void> {
    const facts = tradingFacts(this.#deps.market, held);
    const { account, group } = facts;
    const { state, event } = marginState(summarise(facts), group, account.marginCallActive);
    if (event !== null) await this.#call(account.id);
    if (state === 'STOP_OUT') await this.#closeOut(account.id);
    else this.#blocked.delete(account.id);
    if (account.balance < 0n) await this.#protect(account.id);
  }

  /** Keeps on the account what `marginState` says anew; the change is the event. */
  async #call(accountId: number): Promise<void> {
    const { store, market } = this.#deps;
    await store.commit({ accountId }, ({ account, positions, orders }): Decided<void> => {
      if (account === null) return { answer: undefined };
      const facts = tradingFacts(market, { account, positions, orders });
      const { event, marginCallActive } = marginState(
        summarise(facts),
        facts.group,
        account.marginCallActive,
      );
      if (event === null) return { answer: undefined };
      const accounts = [{ ...account, marginCallActive, version: account.version + 1 }];
      return { answer: undefined, changes: { atMs: facts.nowMs, accounts } };
    });
  }

  async #closeOut(accountId: number): Promise<void> {
    const { orders, log } = this.#deps;
    for (let steps = 0; steps < STEPS_MAX; steps += 1) {
      const { step, refusal } = await orders.stopOut(accountId);
      if (step === 'DONE') break;
      if (step === 'CLOSE' && refusal === null) continue;
      if (!this.#blocked.has(accountId)) {
        log.error(
          { accountId, code: refusal?.code, alert: 'STOP_OUT_BLOCKED' },
          'stop-out blocked',
        );
      }
      this.#blocked.add(accountId);
      return;
    }
    this.#blocked.delete(accountId);
    await this.#protect(accountId);
  }

  /** Makes up a balance below zero once nothing is open, where the group promises that. */
  async #protect(accountId: number): Promise<void> {
    const { store, market } = this.#deps;
    await store.commit({ accountId }, ({ account, positions, orders, ids }): Decided<void> => {
      if (account === null) return { answer: undefined };
      const facts = tradingFacts(market, { account, positions, orders });
      const booking = negativeBalanceCompensation(facts);
      if (booking === null) return { answer: undefined };
      const { nowMs: atMs } = facts;
      const reference = { refType: 'SYSTEM', refId: 'protection', atMs } as const;
      const booked = book(account, booking, { postingId: ids.postingId(), ...reference });
      const changes = { atMs, accounts: [booked.account], postings: [booked.posting] };
      return { answer: undefined, changes };
    });
  }
}
