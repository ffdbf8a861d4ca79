/** A rule by symbols and kind of account: the last to be tried, until it is moved. Other conditions are set over the API. */
import { safe } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useCommand } from '../api/use-command.ts';
import { useTexts } from '../texts/texts.ts';
import { Choice, Field, Row } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { useNotice } from '../ui/notices.tsx';

interface Typed {
  readonly id: string;
  readonly symbols: string;
  readonly kind: 'all' | 'demo' | 'real';
  readonly book: 'A' | 'B';
  readonly lps: string;
  /** Of the B-book alone. */
  readonly hedge: string;
  readonly note: string;
}
const EMPTY: Typed = {
  id: '',
  symbols: '',
  kind: 'all',
  book: 'A',
  lps: '',
  hedge: '0',
  note: '',
};

function ruleOf({ id, book, note, hedge, kind, ...rest }: Typed) {
  const symbols = namesIn(rest.symbols);
  const lps = namesIn(rest.lps);
  const when = {
    ...(symbols.length === 0 ? {} : { symbols }),
    ...(kind === 'all' ? {} : { isDemo: kind === 'demo' }),
  };
  const hedgePercent = book === 'B' ? Number(hedge) : 0;
  const route = { book, lps: lps.length === 0 ? null : lps, hedgePercent };
  return { id, enabled: true, when, route, note };
}

const namesIn = (text: string): string[] => text.split(/[\s,;]+/).filter((name) => name !== '');

const KINDS = ['all', 'demo', 'real'] as const;

export function AddRoutingRule({ onDone }: { readonly onDone: () => void }) {
  const { client } = useDesk();
  const texts = useTexts();
  const words = texts.desk.routing;
  const tell = useNotice();
  const [typed, setTyped] = useState(EMPTY);
  const command = useCommand((rule: Typed) => safe(client.admin.routing.put.mutate(ruleOf(rule))));
  const add = async (): Promise<void> => {
    if ((await command.run(typed)) === null) return;
    tell(texts.desk.provider.saved(typed.id));
    onDone();
  };
  const field = (key: Exclude<keyof Typed, 'book' | 'kind'>, label: string) => ({
    label,
    value: typed[key],
    onChange: (value: string) => setTyped({ ...typed, [key]: value }),
  });
  return (
    <FormDialog
      title={words.add}
      submit={words.add}
      command={command}
      onSubmit={add}
      onClose={onDone}
    >
      <Row>
        <Field {...field('id', words.rule)} required />
        <Choice
          label={words.route}
          value={typed.book}
          options={[
            ['A', words.books.A],
            ['B', words.books.B],
          ]}
          onChange={(book) => setTyped({ ...typed, book })}
        />
      </Row>
      {typed.book === 'B' && <Field {...field('hedge', words.hedge)} numeric required />}
      <Field {...field('symbols', words.symbols)} hint={words.always} />
      <Choice
        label={words.kind}
        value={typed.kind}
        options={KINDS.map((kind) => [kind, words.kinds[kind]] as const)}
        onChange={(kind) => setTyped({ ...typed, kind })}
      />
      <Field {...field('lps', words.lps)} hint={words.ownLps} />
      <Field {...field('note', words.note)} required />
    </FormDialog>
  );
}
