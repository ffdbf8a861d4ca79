/** Where orders go: the first rule that is on and matches decides; without one, the account does. */
import { safe, type OrderClient } from '@faultline/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useCommand } from '../api/use-command.ts';
import { CommandFailure } from '../failures/command-failure.tsx';
import { useTexts, type Texts } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Panel } from '../ui/panel.tsx';
import { Table, type Column } from '../ui/table.tsx';
import { AddRoutingRule } from './add-routing-rule.tsx';
import { Answered } from './answered.tsx';

type Routing = OrderClient['admin']['routing'];
export type RoutingRule = Awaited<ReturnType<Routing['list']['query']>>[number];

interface RuleAct {
  readonly kind: 'switch' | 'first' | 'remove';
  readonly rule: RoutingRule;
  readonly rules: readonly RoutingRule[];
}

export function RoutingRules() {
  const { client, me } = useDesk();
  const words = useTexts().desk.routing;
  const [adding, setAdding] = useState(false);
  const isAdmin = me.user.role === 'ADMIN';
  const rules = useQuery({
    queryKey: ['routing'],
    queryFn: () => client.admin.routing.list.query({}),
  });
  const command = useCommand<RuleAct, unknown>((act) => sent(client.admin.routing, act));
  const act = isAdmin ? (chosen: RuleAct) => void command.run(chosen) : null;
  return (
    <Panel
      title={words.title}
      actions={isAdmin && <Button onPress={() => setAdding(true)}>{words.add}</Button>}
    >
      <CommandFailure command={command} />
      <Answered query={rules}>
        {(rows) => (
          <Table
            caption={words.title}
            columns={columnsOf(rows, words, act)}
            rows={rows}
            keyOf={({ id }) => id}
            empty={words.none}
          />
        )}
      </Answered>
      {adding && <AddRoutingRule onDone={() => setAdding(false)} />}
    </Panel>
  );
}

async function sent(routing: Routing, { kind, rule, rules }: RuleAct) {
  const { id, when, route, note, enabled, version } = rule;
  if (kind === 'remove') return safe(routing.remove.mutate({ id }));
  if (kind === 'switch') {
    return safe(routing.put.mutate({ id, when, route, note, version, enabled: !enabled }));
  }
  const others = rules.map((one) => one.id).filter((other) => other !== id);
  return safe(routing.reorder.mutate({ ids: [id, ...others] }));
}

function columnsOf(
  rules: readonly RoutingRule[],
  words: Texts['desk']['routing'],
  onAct: ((act: RuleAct) => void) | null,
): readonly Column<RoutingRule>[] {
  return [
    {
      key: 'id',
      title: words.rule,
      cell: ({ id, enabled }) => (
        <>
          {id} {!enabled && <Badge tone="plain" text={words.off} />}
        </>
      ),
    },
    {
      key: 'when',
      title: words.when,
      cell: ({ when }) => <span className="wrap">{conditionText(when, words)}</span>,
    },
    {
      key: 'route',
      title: words.route,
      cell: ({ route }) => routeText(route, words),
    },
    { key: 'note', title: words.note, cell: ({ note }) => <span className="wrap">{note}</span> },
    {
      key: 'act',
      title: '',
      cell: (rule) =>
        onAct !== null && (
          <span className="actions">
            {ACTS.map((kind) => {
              const word = kind === 'switch' && rule.enabled ? words.turnOff : words[kind];
              const act = { kind, rule, rules };
              return (
                <Button key={kind} label={`${word} ${rule.id}`} onPress={() => onAct(act)}>
                  {word}
                </Button>
              );
            })}
          </span>
        ),
    },
  ];
}

function routeText(
  { book, lps, hedgePercent }: RoutingRule['route'],
  words: Texts['desk']['routing'],
): string {
  const cover = hedgePercent === 0 ? [] : [words.covered(String(hedgePercent))];
  return [words.books[book], ...(lps === null ? [] : [lps.join(' → ')]), ...cover].join(' ');
}

const ACTS = ['first', 'switch', 'remove'] as const;

/** The parts that must hold, each as its field is called in the API. */
function conditionText(when: RoutingRule['when'], words: Texts['desk']['routing']): string {
  const parts = Object.entries(when).map(([name, value]) => `${name}: ${String(value)}`);
  return parts.length === 0 ? words.always : parts.join('; ');
}
