/** German, complete: a code that is missing does not compile. */
import type { AllTexts } from '../source.ts';
import { accounts } from './accounts.ts';
import { auth } from './auth.ts';
import { client } from './client.ts';
import { lp } from './lp.ts';
import { orders } from './orders.ts';
import { placement } from './placement.ts';
import { positions } from './positions.ts';
import { system } from './system.ts';
import { validation } from './validation.ts';

export const de: AllTexts = {
  ...auth,
  ...placement,
  ...orders,
  ...positions,
  ...accounts,
  ...lp,
  ...validation,
  ...system,
  ...client,
};
