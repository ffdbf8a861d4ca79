/** Every way that a call can fail, one row each. The order of the spread is the order of the documentation. */
import type { DetailsOf } from '../fields.ts';
import { accounts } from './accounts.ts';
import { auth } from './auth.ts';
import { client } from './client.ts';
import { lp } from './lp.ts';
import { orders } from './orders.ts';
import { placement } from './placement.ts';
import { positions } from './positions.ts';
import { system } from './system.ts';
import { validation } from './validation.ts';

/** What a server may answer. */
export const catalogue = {
  ...auth,
  ...placement,
  ...orders,
  ...positions,
  ...accounts,
  ...lp,
  ...validation,
  ...system,
};

/** What a client may meet: all of it, and the failures of the line. */
export const clientCatalogue = { ...catalogue, ...client };

type ClientCatalogue = typeof clientCatalogue;
export type Code = keyof typeof catalogue;
export type ClientOnlyCode = keyof typeof client;
export type AnyCode = keyof ClientCatalogue;

/** The details type of each code, once, flat, so that hovering a code shows its fields. */
export type DetailsMap = {
  readonly [C in AnyCode]: DetailsOf<ClientCatalogue[C]['details']>;
};
export type Details<C extends AnyCode> = DetailsMap[C];

/** The codes that any procedure may answer with, declared nowhere because they are always possible. */
export const COMMON_CODES = [
  'INVALID_REQUEST',
  'MISSING_PARAMETER',
  'INVALID_PARAMETER_TYPE',
  'RATE_LIMIT_EXCEEDED',
  'SERVICE_UNAVAILABLE',
  'INTERNAL_ERROR',
  'DATABASE_ERROR',
  'AUTH_REQUIRED',
  'AUTH_INVALID',
  'AUTH_EXPIRED',
  'PERMISSION_DENIED',
  'DUPLICATE_REQUEST',
] as const satisfies readonly Code[];
export type CommonCode = (typeof COMMON_CODES)[number];

export const isCode = (code: unknown): code is Code =>
  typeof code === 'string' && Object.hasOwn(catalogue, code);
