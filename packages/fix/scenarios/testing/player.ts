/** Plays a scenario: our side is the engine over TCP, the counterparty is the script. */
import { expect } from 'vitest';
import { readMessage, type Scenario } from './script.ts';
import { Peer } from './peer.ts';
import type { OurSide } from './our-side.ts';

interface Stage {
  readonly ours: OurSide;
  /** By number; the script speaks of the first without one. */
  readonly peers: Map<string, Peer>;
}

type Play = (stage: Stage, ...words: string[]) => Promise<void> | void;

/** `number` is that of the connection, the first unless the script says so. */
const STEPS: readonly (readonly [RegExp, Play])[] = [
  [
    /^they connect(?: as (\d))?$/,
    async ({ ours, peers }, number = '1') => {
      peers.set(number, new Peer(await ours.dial()));
    },
  ],
  [
    /^we connect$/,
    async ({ ours, peers }) => {
      ours.connect();
      peers.set('1', new Peer(await ours.accept()));
    },
  ],
  [
    /^we connect again$/,
    async ({ ours, peers }) => {
      peers.set('1', new Peer(await ours.accept()));
    },
  ],
  [
    /^they(?: (\d))?>(.+)$/,
    (stage, number, text = '') => peer(stage, number).say(readMessage(text)),
  ],
  [/^they dribble>(.+)$/, (stage, text = '') => peer(stage).dribble(readMessage(text))],
  [
    /^they at once>(.+)$/,
    (stage, text = '') => peer(stage).sayAtOnce(text.split(' && ').map(readMessage)),
  ],
  [/^they write>(.+)$/, (stage, text = '') => peer(stage).write(text.trim())],
  [
    /^we(?: (\d))?>(.+)$/,
    async (stage, number, text = '') => {
      const { msgType, seq, fields } = readMessage(text);
      const wanted = [`${msgType} ${seq}`, ...fields.map((pair) => pair.join('='))].join(' | ');
      expect(masked(await peer(stage, number).next(), wanted)).toBe(wanted);
    },
  ],
  [
    /^we hang up(?: on (\d))?$/,
    async (stage, number) => expect(await peer(stage, number).end()).toEqual([]),
  ],
  [/^they hang up$/, (stage) => peer(stage).hangUp()],
  [/^we order (\S+)$/, ({ ours }, clOrdId = '') => ours.order(clOrdId)],
  [/^we log out$/, ({ ours }) => void ours.logOut()],
  [/^we restart$/, ({ ours }) => ours.restart()],
  [/^we are ([A-Z_]+)$/, ({ ours }, status = '') => ours.becomes('status', status)],
  [/^our last error is (.+)$/, ({ ours }, text = '') => ours.becomes('lastError', text)],
  [/^we heard (.+)$/, ({ ours }, ids = '') => ours.heard(ids.split(' '))],
];

function peer({ peers }: Stage, number = '1'): Peer {
  const found = peers.get(number);
  if (found === undefined) throw new Error(`nobody is connected as ${number}`);
  return found;
}

/** A `*` in what is wanted stands for any value. */
function masked(actual: string, wanted: string): string {
  const free = wanted
    .split(' | ')
    .flatMap((part) => (part.endsWith('=*') ? [part.slice(0, -1)] : []));
  return actual
    .split(' | ')
    .map((part) => (free.some((tag) => part.startsWith(tag)) ? part.replace(/=.*$/, '=*') : part))
    .join(' | ');
}

/** @returns how many steps were played. @throws Error naming the line of the script that failed */
export async function play({ steps }: Scenario, ours: OurSide): Promise<number> {
  const stage: Stage = { ours, peers: new Map() };
  let played = 0;
  for (const { line, text } of steps) {
    const step = STEPS.find(([pattern]) => pattern.test(text));
    if (step === undefined) throw new Error(`line ${line}: nobody knows how to "${text}"`);
    const [pattern, run] = step;
    const [, ...words] = pattern.exec(text) ?? [];
    try {
      await run(stage, ...words);
    } catch (error) {
      throw new Error(`line ${line}: ${text}\n${error instanceof Error ? error.message : ''}`, {
        cause: error,
      });
    }
    played += 1;
  }
  for (const one of stage.peers.values()) one.hangUp();
  return played;
}
