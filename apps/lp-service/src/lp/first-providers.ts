/** Which providers the service starts with: whom the environment names, each as an administrator has configured it since. */
import { StartRefused } from '@faultline/service';
import { DEMO_PROVIDERS } from './demo-providers.ts';
import type { Provider } from './provider.ts';

export interface FirstProviders {
  /** The demo's are among them: in production only where somebody says so. */
  readonly demo: boolean;
  /** By the file of the environment. */
  readonly configured: readonly Provider[];
}

interface Settings {
  readonly firstProviders: FirstProviders;
}

/**
 * @param kept - What the database has.
 * @throws StartRefused when there would be none: nobody could trade, and nothing would say why.
 */
export function startingProviders(
  kept: readonly Provider[],
  { firstProviders: { demo, configured } }: Settings,
): readonly Provider[] {
  const named = [...(demo ? DEMO_PROVIDERS : []), ...configured, ...kept];
  const all = new Map(named.map((one) => [one.id, one]));
  if (all.size > 0) return [...all.values()];
  throw new StartRefused(
    'no provider is configured: LP_PROVIDERS_FILE must name a file with at least one, ' +
      'or LP_DEMO_PROVIDERS=on for the demo’s, which are for trials',
  );
}
