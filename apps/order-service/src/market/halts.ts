/** Whether nobody may trade a symbol just now, whatever the time of day: the symbol is halted, or the whole house is. */
import type { Instrument } from '@faultline/domain';
import type { Market } from './market.ts';

/** In the words of MARKET_CLOSED, or HALTED for the house; `null` when nothing is halted. */
export function haltOf(
  { halt }: Instrument,
  { reference, now }: Pick<Market, 'reference' | 'now'>,
): string | null {
  if (reference().settings.broker.tradingState === 'HALTED') return 'HALTED';
  if (halt === null || (halt.untilMs !== null && halt.untilMs <= now())) return null;
  return halt.reason;
}
