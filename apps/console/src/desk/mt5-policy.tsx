/** What is done after each login code: as the guide has it, or as the house has changed it. */
import { safe, type OrderClient } from '@faultline/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useCommand } from '../api/use-command.ts';
import { parseDecimal } from '../texts/format.ts';
import { useTexts, type Texts } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Field, Row } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { useNotice } from '../ui/notices.tsx';
import { Panel } from '../ui/panel.tsx';
import { Table, type Column } from '../ui/table.tsx';
import { Answered } from './answered.tsx';

type Policy = OrderClient['admin']['mt5']['policy'];
type Rule = Awaited<ReturnType<Policy['get']['query']>>['rows'][number];
type Override = Parameters<Policy['put']['mutate']>[0]['overrides'][number];

const SECOND_MS = 1_000;

export function Mt5Policy() {
  const { client, me } = useDesk();
  const texts = useTexts();
  const words = texts.desk.policy;
  const [changing, change] = useState<Rule | null>(null);
  const policy = useQuery({
    queryKey: ['mt5-policy'],
    queryFn: () => client.admin.mt5.policy.get.query({}),
  });
  const columns = columnsIn(texts.desk, me.user.role === 'ADMIN' ? change : null);
  return (
    <Panel title={words.title} className="panel-policy">
      <Answered query={policy}>
        {({ rows }) => (
          <>
            <Table
              caption={words.title}
              columns={columns}
              rows={rows}
              keyOf={({ code }) => code}
              empty=""
            />
            {changing !== null && (
              <ChangeRule rule={changing} rules={rows} onDone={() => change(null)} />
            )}
          </>
        )}
      </Answered>
    </Panel>
  );
}

const codeText = (code: Rule['code'], words: Texts['desk']['policy']): string =>
  code === 'other' ? words.other : String(code);
const secondsOf = ({ delaysMs }: Rule): string =>
  delaysMs.map((ms) => String(ms / SECOND_MS)).join(', ');

function columnsIn(
  { policy: words, mt5 }: Texts['desk'],
  onChange: ((rule: Rule) => void) | null,
): readonly Column<Rule>[] {
  return [
    { key: 'code', title: words.code, cell: ({ code }) => codeText(code, words) },
    { key: 'why', title: words.why, cell: ({ reason }) => <span className="wrap">{reason}</span> },
    {
      key: 'attempts',
      title: words.attemptsMax,
      figure: true,
      cell: ({ attemptsMax }) => attemptsMax,
    },
    { key: 'delays', title: words.delays, cell: (rule) => secondsOf(rule) || '–' },
    {
      key: 'end',
      title: words.end,
      cell: ({ endState, overridden }) => (
        <>
          {mt5.statuses[endState]} {overridden && <Badge tone="warn" text={words.own} />}
        </>
      ),
    },
    {
      key: 'act',
      title: '',
      cell: (rule) =>
        onChange !== null &&
        // One that stops at once has nothing to change.
        rule.delaysMs.length > 0 && (
          <Button
            label={`${words.edit} ${codeText(rule.code, words)}`}
            onPress={() => onChange(rule)}
          >
            {words.edit}
          </Button>
        ),
    },
  ];
}

interface ChangeRuleProps {
  readonly rule: Rule;
  readonly rules: readonly Rule[];
  readonly onDone: () => void;
}

function ChangeRule({ rule, rules, onDone }: ChangeRuleProps) {
  const { client } = useDesk();
  const texts = useTexts();
  const words = texts.desk.policy;
  const tell = useNotice();
  const [attempts, setAttempts] = useState(String(rule.attemptsMax));
  const [delays, setDelays] = useState(secondsOf(rule));
  const [reason, setReason] = useState('');
  const command = useCommand((own: Override | null) =>
    safe(client.admin.mt5.policy.put.mutate({ overrides: withRule(rules, rule, own), reason })),
  );
  const send = async (own: Override | null): Promise<void> => {
    if ((await command.run(own)) === null) return;
    tell(words.policySaved);
    onDone();
  };
  const save = async (): Promise<void> =>
    send({
      code: rule.code,
      attemptsMax: parseDecimal(attempts) ?? 0,
      delaysMs: delays.split(/[\s,;]+/).map((text) => (parseDecimal(text) ?? 0) * SECOND_MS),
    });
  return (
    <FormDialog
      title={words.policyTitle(codeText(rule.code, words))}
      submit={texts.common.save}
      command={command}
      onSubmit={save}
      onClose={onDone}
    >
      <p className="faint">{rule.reason}</p>
      <Row>
        <Field label={words.attemptsMax} value={attempts} onChange={setAttempts} numeric required />
        <Field
          label={words.delays}
          value={delays}
          onChange={setDelays}
          hint={words.delaysHint}
          required
        />
      </Row>
      <Field label={texts.common.reason} value={reason} onChange={setReason} required />
      {rule.overridden && (
        <div className="actions">
          <Button disabled={reason === ''} busy={command.busy} onPress={() => void send(null)}>
            {words.guide}
          </Button>
        </div>
      )}
    </FormDialog>
  );
}

/** Every change there is, with this one instead of its former: what is not named goes back to the guide. */
function withRule(rules: readonly Rule[], { code }: Rule, own: Override | null): Override[] {
  const others = rules
    .filter((rule) => rule.overridden && rule.code !== code)
    .map((rule) => ({
      code: rule.code,
      attemptsMax: rule.attemptsMax,
      delaysMs: rule.delaysMs,
    }));
  return own === null ? others : [...others, own];
}
