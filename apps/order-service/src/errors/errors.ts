/** `errors.*`: the catalogue for its readers, in their language, and the journals of what was met of it. */
import type { Handlers, OrderContract } from '@faultline/contract';
import { catalogue, type Code, detailFaults, type Details, isCode, rowOf } from '@faultline/errors';
import { exampleDetails } from '@faultline/errors/example-details';
import { type Locale, localise } from '@faultline/errors/messages';
import type { ErrorSettings } from '@faultline/service';
import { type JournalsDeps, searchErrors } from './journals.ts';

type Errors = Handlers<OrderContract['errors']>;
type Entry = Awaited<ReturnType<Errors['catalog']>>['errors'][number];

export interface ErrorsDeps extends JournalsDeps {
  readonly errors: Pick<ErrorSettings, 'negotiateLocale' | 'overrides'>;
}

export const errorHandlers = (deps: ErrorsDeps): Errors => ({
  ...explainErrors(deps),
  ...searchErrors(deps),
});

function explainErrors({ errors, now }: ErrorsDeps): Pick<Errors, 'catalog' | 'explain'> {
  const speech = (asked: string | undefined) => ({
    locale: errors.negotiateLocale(asked),
    nowMs: now(),
    overrides: errors.overrides,
  });
  return {
    catalog: async (input) => {
      const { locale } = speech(input.locale);
      return {
        locale,
        errors: (Object.keys(catalogue) as Code[]).map((code) => entryOf(code, locale)),
      };
    },
    explain: async ({ code, details, locale: asked }, call) => {
      if (!isCode(code)) throw call.fail('NOT_FOUND', { id: code });
      const { locale } = speech(asked);
      const entry = entryOf(code, locale);
      if (details === undefined || detailFaults(rowOf(code).details, details).length > 0) {
        return { ...entry, locale, detail: null, reason: null };
      }
      const failure = { code, details: details as Details<Code> };
      const { message, detail, reason, solution } = localise(failure, speech(asked));
      return { ...entry, locale, message, solution: [...solution], detail, reason };
    },
  };
}

function entryOf(code: Code, locale: Locale): Entry {
  const { http, category, outcome, retry, details } = rowOf(code);
  // Without an error in hand the numbers are an example's.
  const failure = { code, details: exampleDetails(details) as Details<Code> };
  const { message, solution } = localise(failure, { locale, nowMs: 0 });
  return {
    code,
    httpStatus: http,
    category,
    outcome,
    retry: typeof retry === 'function' ? 'depends' : retry.kind,
    message,
    solution: [...solution],
    details: Object.entries(details).map(([name, { kind, about, required, nullable, values }]) => ({
      name,
      kind,
      about,
      required,
      nullable,
      values: [...(values ?? [])],
    })),
  };
}
