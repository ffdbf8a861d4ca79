/** A table whose next page is one press away. */
import { failure } from '@faultline/client';
import { FailureCard } from '../failures/failure-card.tsx';
import { useTexts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Table, type Column } from '../ui/table.tsx';
import type { Pages } from './use-pages.ts';

interface PagedTableProps<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly pages: Pages<T>;
  readonly keyOf: (row: T) => string | number;
  readonly empty?: string;
}

export function PagedTable<T>({ caption, columns, pages, keyOf, empty }: PagedTableProps<T>) {
  const texts = useTexts();
  return (
    <>
      {pages.error !== null && <FailureCard failure={failure(pages.error)} />}
      <Table
        caption={caption}
        columns={columns}
        rows={pages.rows}
        keyOf={keyOf}
        empty={empty ?? texts.history.none}
      />
      {pages.more !== null && (
        <div className="actions">
          <Button onPress={pages.more}>{texts.history.more}</Button>
        </div>
      )}
    </>
  );
}
