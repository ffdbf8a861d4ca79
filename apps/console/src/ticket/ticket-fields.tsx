/** The fields of the ticket: only those that the chosen type of order has. */
import type { SymbolRow } from '../api/queries.ts';
import { parseDecimal } from '../texts/format.ts';
import { useTexts } from '../texts/texts.ts';
import { Choice, Field, Row } from '../ui/field.tsx';
import { needsLimit, needsTrigger, type Draft } from './draft.ts';

interface TicketFieldsProps {
  readonly draft: Draft;
  readonly symbols: readonly SymbolRow[];
  readonly onChange: (patch: Partial<Draft>) => void;
}

const TYPES = ['MARKET', 'LIMIT', 'STOP', 'STOP_LIMIT'] as const;

export function TicketFields({ draft, symbols, onChange }: TicketFieldsProps) {
  const words = useTexts().ticket;
  const figure = (key: 'volume' | 'price' | 'triggerPrice' | 'sl' | 'tp' | 'maxDeviation') => ({
    value: draft[key],
    numeric: true,
    invalid: draft[key] !== '' && parseDecimal(draft[key]) === null,
    onChange: (value: string) => onChange({ [key]: value }),
  });
  return (
    <>
      <Row>
        <Choice
          label={words.symbol}
          value={draft.symbol}
          options={symbols.map(({ symbol }) => [symbol, symbol])}
          onChange={(symbol) => onChange({ symbol })}
        />
        <Choice
          label={words.type}
          value={draft.type}
          options={TYPES.map((type) => [type, words.types[type]])}
          onChange={(type) => onChange({ type })}
        />
      </Row>
      <Row>
        <Field label={words.volume} {...figure('volume')} required />
        {needsTrigger(draft.type) && (
          <Field label={words.triggerPrice} {...figure('triggerPrice')} required />
        )}
        {needsLimit(draft.type) && <Field label={words.price} {...figure('price')} required />}
      </Row>
      <Row>
        <Field label={words.sl} {...figure('sl')} hint={words.optional} />
        <Field label={words.tp} {...figure('tp')} hint={words.optional} />
      </Row>
      {draft.type === 'MARKET' ? (
        <Field label={words.maxDeviation} {...figure('maxDeviation')} hint={words.optional} />
      ) : (
        <Validity draft={draft} onChange={onChange} />
      )}
    </>
  );
}

const TIFS = ['GTC', 'DAY', 'GTD'] as const;

function Validity({ draft, onChange }: Pick<TicketFieldsProps, 'draft' | 'onChange'>) {
  const words = useTexts().ticket;
  return (
    <Row>
      <Choice
        label={words.tif}
        value={draft.tif}
        options={TIFS.map((tif) => [tif, words.tifs[tif]])}
        onChange={(tif) => onChange({ tif })}
      />
      {draft.tif === 'GTD' && (
        <Field
          label={words.expiresAt}
          type="datetime-local"
          value={draft.expiresAt}
          onChange={(expiresAt) => onChange({ expiresAt })}
          required
        />
      )}
    </Row>
  );
}
