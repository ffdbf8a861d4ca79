/** How a provider is reached and what it trades; a new one, or all of a known one. */
import { safe } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useCommand } from '../api/use-command.ts';
import { useTexts } from '../texts/texts.ts';
import { Field, Row, TextArea } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { useNotice } from '../ui/notices.tsx';
import { linesOf, type ProviderConfig, symbolsIn } from './symbol-lines.ts';

/** What a new one begins with: a plain FIX 4.4 acceptor. */
export const NEW_PROVIDER: ProviderConfig = {
  id: '',
  name: '',
  enabled: false,
  address: null,
  orders: { id: '', senderCompId: '', targetCompId: '' },
  quotes: { id: '', senderCompId: '', targetCompId: '' },
  symbols: [],
  dialect: {
    massStatus: true,
    tradeCapture: false,
    nextExpectedMsgSeqNum: false,
    heartBtIntSec: 30,
  },
  marketDepth: 1,
  mdUpdateType: 0,
};

type Names = ProviderConfig['orders'];
const namesText = ({ id, senderCompId, targetCompId }: Names): string =>
  [id, senderCompId, targetCompId].join(' ').trim();

function namesIn(text: string): Names {
  const [id = '', senderCompId = '', targetCompId = ''] = text.trim().split(/\s+/);
  return { id, senderCompId, targetCompId };
}

const typedOf = (config: ProviderConfig) => ({
  id: config.id,
  name: config.name,
  host: config.address?.host ?? '',
  port: String(config.address?.port ?? ''),
  orders: namesText(config.orders),
  quotes: namesText(config.quotes),
  symbols: linesOf(config.symbols),
  reason: '',
});
type Typed = ReturnType<typeof typedOf>;

interface ProviderSettingsProps {
  readonly config: ProviderConfig;
  readonly onDone: () => void;
}

export function ProviderSettings({ config, onDone }: ProviderSettingsProps) {
  const { client } = useDesk();
  const texts = useTexts();
  const words = texts.desk.provider;
  const tell = useNotice();
  const [typed, setTyped] = useState(() => typedOf(config));
  const command = useCommand(
    (changed: ProviderConfig) =>
      safe(client.admin.lp.put.mutate({ ...changed, reason: typed.reason })),
    { isOverWhenShown: true },
  );
  const read = symbolsIn(typed.symbols);
  const save = async (): Promise<void> => {
    if (!read.ok) return;
    const { id, name, host, port } = typed;
    const saved = await command.run({
      ...config,
      id,
      name,
      address: host === '' ? null : { host, port: Number(port) },
      orders: namesIn(typed.orders),
      quotes: namesIn(typed.quotes),
      symbols: read.symbols,
    });
    if (saved === null) return;
    tell(words.saved(id));
    onDone();
  };
  const isNew = config.id === '';
  return (
    <FormDialog
      title={isNew ? words.add : words.settingsTitle(config.id)}
      submit={texts.common.save}
      command={command}
      onSubmit={save}
      onClose={onDone}
      wide
    >
      <ProviderFields typed={typed} isNew={isNew} onType={setTyped} />
      {!read.ok && (
        <p className="bad" role="alert">
          {words.badLine(read.line)}
        </p>
      )}
    </FormDialog>
  );
}

interface ProviderFieldsProps {
  readonly typed: Typed;
  readonly isNew: boolean;
  readonly onType: (typed: Typed) => void;
}

function ProviderFields({ typed, isNew, onType }: ProviderFieldsProps) {
  const texts = useTexts();
  const words = texts.desk.provider;
  const field = (key: keyof Typed, label: string) => ({
    label,
    value: typed[key],
    onChange: (value: string) => onType({ ...typed, [key]: value }),
  });
  return (
    <>
      <Row>
        {isNew && <Field {...field('id', words.id)} required />}
        <Field {...field('name', words.name)} required />
        <Field {...field('host', words.host)} hint={words.hostHint} />
        <Field {...field('port', words.port)} numeric required={typed.host !== ''} />
      </Row>
      <Row>
        <Field {...field('orders', words.orders)} required />
        <Field {...field('quotes', words.quotes)} required />
      </Row>
      <TextArea {...field('symbols', words.symbols)} rows={8} />
      <Field {...field('reason', texts.common.reason)} required />
    </>
  );
}
