/** Before sending: margin, cost, and the very refusals that the order would meet. */
import { useQuery, keepPreviousData } from '@tanstack/react-query';
import type { OrderClient } from '@faultline/client';
import { useDesk } from '../api/desk-context.ts';
import { Refusals } from '../failures/refusals.tsx';
import { formatMoney, formatPercent, formatPrice } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { previewOf, type Draft } from './draft.ts';

type Answer = Awaited<ReturnType<OrderClient['risk']['preview']['query']>>;

/** Prices move: the answer is asked for again this often. */
const AGAIN_MS = 2_000;

export function usePreview(draft: Draft): Answer | null {
  const { client, account } = useDesk();
  const asked = account === null ? null : previewOf(draft, account.id);
  const { data } = useQuery({
    queryKey: ['preview', asked],
    queryFn: () => (asked === null ? null : client.risk.preview.query(asked)),
    enabled: asked !== null,
    refetchInterval: AGAIN_MS,
    placeholderData: keepPreviousData,
  });
  return asked === null ? null : (data ?? null);
}

interface PreviewProps {
  readonly answer: Answer | null;
  readonly digits: number;
}

export function Preview({ answer, digits }: PreviewProps) {
  const { texts } = useSpeech();
  const words = texts.ticket;
  return (
    <section className="preview" aria-label={words.before} aria-live="polite">
      <h3>{words.before}</h3>
      {answer === null ? (
        <p className="faint">{words.fillIn}</p>
      ) : (
        <>
          <Numbers answer={answer} digits={digits} />
          <Verdict answer={answer} />
        </>
      )}
    </section>
  );
}

function Numbers({ answer, digits }: { readonly answer: Answer; readonly digits: number }) {
  const { locale, texts } = useSpeech();
  const { account } = useDesk();
  const words = texts.ticket;
  const money = (amount: number | null): string =>
    formatMoney(locale, amount, account?.currency ?? 'USD');
  const facts = [
    [words.at, formatPrice(locale, answer.price, digits)],
    [words.requiredMargin, money(answer.requiredMargin)],
    [words.freeAfter, money(answer.freeMarginAfter)],
    [words.levelAfter, formatPercent(locale, answer.marginLevelAfter)],
    [words.commission, money(answer.commission)],
  ] as const;
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Verdict({ answer }: { readonly answer: Answer }) {
  const words = useSpeech().texts.ticket;
  const [first, ...behind] = answer.failures;
  if (first === undefined) {
    return (
      <p className={answer.belowMarginCall ? 'warn' : 'good'} data-verdict="ok">
        {answer.belowMarginCall ? words.callNear : words.fits}
      </p>
    );
  }
  return (
    <div data-verdict={first.code}>
      <p className="bad">{words.refused}</p>
      <Refusals refusals={[first]} />
      {behind.length > 0 && (
        <>
          <p className="faint">{words.alsoInTheWay}</p>
          <Refusals refusals={behind} />
        </>
      )}
    </div>
  );
}
