/** Refusals that came as data, each in one sentence with its numbers: of a preview, of one item among many. */
import { useSpeech } from '../texts/texts.ts';
import { tell, type CodeAndDetails } from './told.ts';

export function Refusal({ refusal }: { readonly refusal: CodeAndDetails }) {
  const { locale } = useSpeech();
  const { message, detail, reason } = tell(refusal, locale);
  return (
    <span data-code={refusal.code}>
      {detail === '' ? message : detail}
      {reason !== null && <> {reason}</>}
    </span>
  );
}

export function Refusals({ refusals }: { readonly refusals: readonly CodeAndDetails[] }) {
  return (
    <ul className="failure-list">
      {refusals.map((refusal) => (
        <li key={refusal.code}>
          <Refusal refusal={refusal} />
        </li>
      ))}
    </ul>
  );
}
