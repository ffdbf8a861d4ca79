/**
 * Every code that this service can answer with, met for real: over REST and through the typed client, with all its
 * details, its outcome and its retry, and with nothing changed where nothing may have changed.
 */
import { failure, type Failure, match } from '@faultline/client';
import {
  catalogue,
  type Code,
  detailFaults,
  type Details,
  retryOf,
  rowOf,
} from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CALLER_PROVOCATIONS } from './testing/provocations/callers.ts';
import { FUNDS_PROVOCATIONS } from './testing/provocations/funds.ts';
import { ORDER_PROVOCATIONS } from './testing/provocations/orders.ts';
import { POSITION_PROVOCATIONS } from './testing/provocations/positions.ts';
import { PROVIDER_PROVOCATIONS } from './testing/provocations/providers.ts';
import type { Prepared, Provocation } from './testing/provocations/provocation.ts';
import { REASON_PROVOCATIONS } from './testing/provocations/reasons.ts';
import { rest } from './testing/rest.ts';
import { openServiceDesk, type ServiceDesk } from './testing/service-desk.ts';
import { stateDigest } from './testing/state-digest.ts';

const PROVOCATIONS = [
  ...CALLER_PROVOCATIONS,
  ...FUNDS_PROVOCATIONS,
  ...ORDER_PROVOCATIONS,
  ...POSITION_PROVOCATIONS,
  ...PROVIDER_PROVOCATIONS,
  ...REASON_PROVOCATIONS,
];

/** Only the LP service and its terminals answer so. */
const NOT_HERE: readonly Code[] = [
  'FIX_SESSION_NOT_FOUND',
  'FIX_SESSION_STATE',
  'LP_NOT_FOUND',
  'MT5_INSTANCE_NOT_FOUND',
  'MT5_INSTANCE_STATE',
  'MT5_LOGIN_FAILED',
];

let desk: ServiceDesk;
beforeEach(async () => {
  desk = await openServiceDesk();
});
afterEach(async () => desk.close());

async function prepared(
  provocation: Provocation,
): Promise<{ token: string | null; made: Prepared }> {
  const { as = 'trader', prepare } = provocation;
  const token = typeof as === 'string' ? await desk.signIn(as) : as.token;
  return { token, made: (await prepare?.(desk)) ?? {} };
}

/** Everything that the row promises is there, nothing that it does not know, and what this case is about. */
function expectDetails({ code, details = {} }: Provocation, given: unknown): void {
  const known = rowOf(code).details;
  expect(detailFaults(known, given)).toEqual([]);
  expect(Object.keys(given as object).filter((name) => !Object.hasOwn(known, name))).toEqual([]);
  expect(given).toMatchObject(details);
}

/** The tables that are not what they were. */
async function changedSince(before: Record<string, string>): Promise<string[]> {
  const after = await stateDigest(desk.database);
  return Object.keys(before).filter((table) => after[table] !== before[table]);
}

const isNone = (tables: string[]): boolean => tables.length === 0;
const isSome = (tables: string[]): boolean => tables.length > 0;

const outcomeOf = ({ code, outcome = rowOf(code).outcome }: Provocation) => outcome;

describe.each(PROVOCATIONS)('$code when $when', (provocation) => {
  const { code } = provocation;

  it('over REST', async () => {
    const { token, made } = await prepared(provocation);
    const before = await stateDigest(desk.database);
    const { path, ...request } = provocation.rest(made);
    const { status, headers, body } = await rest(desk.url + path, { token, ...request });
    expect(body).toMatchObject({ code, error: expect.stringMatching(/\w{3}/) });
    expect(status).toBe(rowOf(code).http);
    const details = body['details'] ?? {};
    expectDetails(provocation, details);
    expect(headers.get('x-error-outcome')).toBe(outcomeOf(provocation));
    expect(headers.get('x-error-retry')).toBe(retryOf(code, details as Details<Code>).kind);
    expect(Object.keys(body).filter((key) => !/^(error|code|details)$/.test(key))).toEqual([]);
    const changed = await changedSince(before);
    expect(changed).toSatisfy(provocation.changesState ? isSome : isNone);
  });

  it('through the typed client', async () => {
    const { token, made } = await prepared(provocation);
    const before = await stateDigest(desk.database);
    const thrown = await provocation.client(desk.clientOf(token), made).then(
      () => null,
      (error: unknown) => error,
    );
    const failed: Failure = failure(thrown);
    expect(match(failed, { _: (one) => one.code })).toBe(code);
    expectDetails(provocation, failed.details);
    expect(failed).toMatchObject({
      outcome: outcomeOf(provocation),
      retry: retryOf(code, failed.details as Details<Code>),
      httpStatus: rowOf(code).http,
      category: rowOf(code).category,
      requestId: expect.stringMatching(/^req_/),
    });
    const changed = await changedSince(before);
    expect(changed).toSatisfy(provocation.changesState ? isSome : isNone);
  });
});

describe('the list', () => {
  it(`has every code of the catalogue; not here: ${NOT_HERE.join(', ')}`, () => {
    const met = new Set(PROVOCATIONS.map(({ code }) => code));
    const missing = (Object.keys(catalogue) as Code[]).filter((code) => !met.has(code));
    expect(missing.toSorted()).toEqual(NOT_HERE);
  });
});
