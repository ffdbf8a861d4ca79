/** Every procedure of the slice `mt5`, joined. */
import { lookUntil } from '../waiting.ts';
import { acts, auditOf, found } from './acts.ts';
import { administration, type AdministrationDeps } from './administration.ts';
import type { PolicyDesk } from './policy-desk.ts';
import type { Mt5Ledger } from './ports.ts';
import { report } from './report.ts';
import { eventView, instanceView, type Mt5Handlers, policyView } from './views.ts';

export interface Mt5Deps extends AdministrationDeps {
  readonly ledger: Pick<Mt5Ledger, 'isBuried' | 'happeningsAfter'>;
  readonly policyDesk: PolicyDesk;
}

export const mt5Handlers = (deps: Mt5Deps): Mt5Handlers => ({
  list: async () => deps.supervisor.all.map((record) => instanceView(record, deps.now())),
  get: async ({ instanceId }, call) => instanceView(found(deps, instanceId, call), deps.now()),
  ...administration(deps),
  ...acts(deps),
  report: report(deps),
  policy: policy(deps),
  changes: changes(deps),
});

const policy = ({ policyDesk, now }: Mt5Deps): Mt5Handlers['policy'] => ({
  get: async () => policyView(policyDesk.policies()),
  put: async ({ overrides, ...who }, call) => {
    const asked = { action: 'mt5.policy.put', requestId: call.requestId };
    const audit = { ...auditOf({ instanceId: 'policy', ...who }, asked, now()), target: 'mt5' };
    const wanted = overrides.map(({ code, attemptsMax, delaysMs }) => ({
      code,
      ...(attemptsMax === undefined ? {} : { attemptsMax }),
      ...(delaysMs === undefined ? {} : { delaysMs }),
    }));
    const faults = await policyDesk.put(wanted, audit);
    if (faults.length > 0) {
      throw call.fail('INVALID_REQUEST', { field: 'overrides', reason: faults.join('; ') });
    }
    return policyView(policyDesk.policies());
  },
});

function changes({ supervisor, ledger }: Mt5Deps): Mt5Handlers['changes'] {
  return async ({ afterSeq, instanceId, waitMs, limit }, { signal }) => {
    if (afterSeq === undefined) return { lastSeq: supervisor.lastSeq, events: [] };
    const look = () => (supervisor.lastSeq > afterSeq ? true : null);
    await lookUntil(look, { bell: supervisor.bell, waitMs, signal });
    const page = await ledger.happeningsAfter(afterSeq, limit);
    const wanted = page.filter((one) => instanceId === undefined || one.instanceId === instanceId);
    const lastSeq = page.at(-1)?.seq ?? Math.min(afterSeq, supervisor.lastSeq);
    return { lastSeq, events: wanted.map(eventView) };
  };
}
