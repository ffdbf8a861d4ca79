/** `POST /provoke`: which recipe belongs to a code. */
import { marketStateRecipes } from './market-states.ts';
import { orderRecipes } from './orders.ts';
import { providerRecipes } from './provider.ts';
import type { Recipe } from './recipe.ts';
import { requestRecipes } from './requests.ts';
import { terminalRecipes } from './terminals.ts';
import { tradingRecipes } from './trading.ts';

export type Provoked =
  | { readonly kind: 'recipe'; readonly recipe: Recipe }
  | { readonly kind: 'refused'; readonly field: string; readonly problem: string };

export function recipes(nowMs: number): readonly Recipe[] {
  return [
    ...requestRecipes,
    ...tradingRecipes,
    ...orderRecipes(nowMs),
    ...providerRecipes,
    ...marketStateRecipes(nowMs),
    ...terminalRecipes,
  ];
}

export function parseProvoke(body: unknown, nowMs: number): Provoked {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return refused('body', 'must be a JSON object');
  }
  const given: Readonly<Record<string, unknown>> = { ...body };
  const stranger = Object.keys(given).find((field) => field !== 'code' && field !== 'reason');
  if (stranger !== undefined) return refused(stranger, 'is not known here');
  const { code, reason } = given;
  const known = recipes(nowMs);
  const ways = known.filter((recipe) => recipe.code === code);
  if (ways.length === 0) {
    const codes = [...new Set(known.map((recipe) => recipe.code))];
    return refused('code', `must be one of ${codes.join(', ')}`);
  }
  const recipe = ways.find((way) => reason === undefined || way.reason === reason);
  if (recipe !== undefined) return { kind: 'recipe', recipe };
  const reasons = ways.flatMap((way) => way.reason ?? []);
  return refused('reason', `must be left out or one of ${reasons.join(', ')}`);
}

function refused(field: string, problem: string): Provoked {
  return { kind: 'refused', field, problem };
}
