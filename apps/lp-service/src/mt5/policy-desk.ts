/** The policy as it is configured now: kept in the database, and used from the next step on. */
import { type LoginOverride, type LoginPolicies, overridePolicies } from '@faultline/domain/mt5';
import type { Mt5Audit, Mt5Ledger } from './ports.ts';

const SETTING = 'policy-overrides';

export interface PolicyDesk {
  readonly policies: () => LoginPolicies;
  /** What is wrong with the changes; none when they hold from now on. */
  readonly put: (
    overrides: readonly LoginOverride[],
    audit: Mt5Audit,
  ) => Promise<readonly string[]>;
}

/** @throws Error when what is stored is no policy. */
export async function openPolicyDesk(
  ledger: Pick<Mt5Ledger, 'setting' | 'saveSetting'>,
  use: (policies: LoginPolicies) => void,
): Promise<PolicyDesk> {
  const stored = JSON.parse((await ledger.setting(SETTING)) ?? '[]') as readonly LoginOverride[];
  const result = overridePolicies(stored);
  if (!result.ok) throw new Error(`the stored login policy is wrong: ${result.faults.join('; ')}`);
  let { policies } = result;
  let overrides = stored;
  use(policies);
  return {
    policies: () => policies,
    put: async (wanted, audit) => {
      const next = overridePolicies(wanted);
      if (!next.ok) return next.faults;
      const trail = { ...audit, before: { overrides }, after: { overrides: wanted } };
      await ledger.saveSetting(SETTING, JSON.stringify(wanted), trail);
      ({ policies } = next);
      overrides = wanted;
      use(policies);
      return [];
    },
  };
}
