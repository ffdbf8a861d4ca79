/** A rule by symbols: the last to be tried, until it is moved. Other conditions are set over the API. */
import { safe } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useCommand } from '../api/use-command.ts';
import { useTexts } from '../texts/texts.ts';
import { Choice, Field, Row } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { useNotice } from '../ui/notices.tsx';

const EMPTY = { id: '', symbols: '', book: 'A' as 'A' | 'B', lps: '', note: '' };

const namesIn = (text: string): string[] => text.split(/[\s,;]+/).filter((name) => name !== '');

export function AddRoutingRule({ onDone }: { readonly onDone: () => void }) {
  const { client } = useDesk();
  const texts = useTexts();
  const words = texts.desk.routing;
  const tell = useNotice();
  const [typed, setTyped] = useState(EMPTY);
  const command = useCommand(({ id, book, note, ...rest }: typeof EMPTY) => {
    const symbols = namesIn(rest.symbols);
    const lps = namesIn(rest.lps);
    const when = symbols.length === 0 ? {} : { symbols };
    const route = { book, lps: lps.length === 0 ? null : lps };
    return safe(client.admin.routing.put.mutate({ id, enabled: true, when, route, note }));
  });
  const add = async (): Promise<void> => {
    if ((await command.run(typed)) === null) return;
    tell(texts.desk.provider.saved(typed.id));
    onDone();
  };
  const field = (key: 'id' | 'symbols' | 'lps' | 'note', label: string) => ({
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
      <Field {...field('symbols', words.symbols)} hint={words.always} />
      <Field {...field('lps', words.lps)} hint={words.ownLps} />
      <Field {...field('note', words.note)} required />
    </FormDialog>
  );
}
