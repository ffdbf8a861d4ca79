/** Where the house covers its own book's positions: which account may be that, and when it may cease to be. */
import type { Account, Decision, RoutingCondition, RoutingRule } from '@faultline/domain';
import { refuse } from '@faultline/errors';
import type { Facts, Settings } from '../../ports/store.ts';
import { invalid } from '../refusals.ts';

type HedgeAccount = Settings['hedgeAccount'];

const FIELD = 'hedgeAccountId';

/** @param facts - With the account that is wished for. */
export function newHedgeAccount(
  wish: number | null,
  { hedgeAccount: before }: Settings,
  facts: Pick<Facts, 'account' | 'positions' | 'reference'>,
): Decision<'INVALID_REQUEST' | 'ACCOUNT_NOT_FOUND', HedgeAccount> {
  if (wish === (before?.id ?? null)) return { ok: true, value: before };
  const { account, positions, reference } = facts;
  if (wish === null) return unset(reference.routingRules);
  if (account === null) {
    return { ok: false, refusal: refuse('ACCOUNT_NOT_FOUND', { accountId: wish }) };
  }
  if (before !== null) {
    return invalid(
      FIELD,
      `Account ${before.id} holds the cover. Set null first and close what it holds, or it is covered twice.`,
    );
  }
  const unfit = unfitness(account, positions);
  if (unfit !== null) return invalid(FIELD, unfit);
  return { ok: true, value: { id: account.id, isDemo: account.isDemo } };
}

function unset(rules: readonly RoutingRule[]): Decision<'INVALID_REQUEST', HedgeAccount> {
  const hedging = rules.find(({ enabled, route }) => enabled && route.hedgePercent > 0);
  if (hedging === undefined) return { ok: true, value: null };
  return invalid(FIELD, `The routing rule ${hedging.id} covers there. Turn it off first.`);
}

/** Why it cannot be the one; `null` when it can. What it holds at providers counts as cover. */
function unfitness(account: Account, positions: Facts['positions']): string | null {
  if (account.marginMode !== 'NETTING') {
    return 'The hedge account nets: it holds one position of a symbol.';
  }
  if (account.tradeState !== 'ACTIVE') return 'The hedge account must be able to trade.';
  if (account.lps.length === 0) return 'The account names no provider to trade with.';
  if (positions.some(({ book }) => book === 'B')) {
    return 'The account holds positions in our own book: they would cover nothing.';
  }
  return null;
}

interface HedgingRule {
  readonly when: RoutingCondition;
  readonly route: RoutingRule['route'];
}

/** Whether a rule may cover what it says: somewhere, and demo money by demo money alone. */
export function hedgingAllowed(
  { when, route }: HedgingRule,
  { hedgeAccount }: Settings,
): Decision<'INVALID_REQUEST', null> {
  const nothing = { ok: true, value: null } as const;
  if (route.hedgePercent === 0) return nothing;
  if (route.book === 'A') {
    return invalid(
      'route.hedgePercent',
      'To a provider all of it goes: there is nothing to cover.',
    );
  }
  if (hedgeAccount === null) {
    return invalid('route.hedgePercent', 'There is no hedge account: set hedgeAccountId first.');
  }
  if (when.isDemo === hedgeAccount.isDemo) return nothing;
  const kind = hedgeAccount.isDemo ? 'a demo account' : 'a real account';
  return invalid(
    'when.isDemo',
    `The hedge account is ${kind} and covers such alone: say isDemo ${hedgeAccount.isDemo}.`,
  );
}
