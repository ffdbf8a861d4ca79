/** Any error of the catalogue, explained: by its code, or as it was received, one or a list, with its numbers filled in. */
import type { Failure } from '@faultline/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { FailureCard } from '../failures/failure-card.tsx';
import { failuresIn } from '../failures/failure-from.ts';
import { useSpeech } from '../texts/texts.ts';
import { Choice, TextArea } from '../ui/field.tsx';
import { Panel } from '../ui/panel.tsx';
import { Answered } from './answered.tsx';

export function ExplainPage() {
  const { client } = useDesk();
  const { locale, texts } = useSpeech();
  const words = texts.desk.explain;
  const [code, setCode] = useState('');
  const [pasted, setPasted] = useState('');
  const catalogue = useQuery({
    queryKey: ['catalogue', locale],
    queryFn: () => client.errors.catalog.query({ locale }),
  });
  const asked = pasted === '' ? JSON.stringify({ code }) : pasted;
  const failures = failuresIn(asked);
  return (
    <Panel title={words.title}>
      <div className="form">
        <p className="faint">{words.intro}</p>
        <Answered query={catalogue}>
          {({ errors }) => (
            <Choice
              label={words.code}
              value={code}
              options={[
                ['', '–'],
                ...errors.map((entry) => [entry.code, `${entry.code}: ${entry.message}`] as const),
              ]}
              onChange={(chosen) => {
                setPasted('');
                setCode(chosen);
              }}
            />
          )}
        </Answered>
        <TextArea label={words.paste} value={pasted} onChange={setPasted} />
        {failures.length === 0 && pasted !== '' && <p className="bad">{words.bad}</p>}
        <Explained key={asked} failures={failures} />
      </div>
    </Panel>
  );
}

const Explained = ({ failures }: { readonly failures: readonly Failure[] }) => (
  <div className="columns">
    {failures.map((failure, index) => (
      <FailureCard key={`${index}${failure.code}`} failure={failure} />
    ))}
  </div>
);
