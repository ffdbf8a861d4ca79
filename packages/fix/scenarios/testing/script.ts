/**
 * The scripts: one file for each subject, in it one scenario after the other, one step for each line.
 *
 * `#` begins a comment, `scenario:` a scenario, `with` the options of our session as JSON. `they>` is a message that the
 * counterparty sends, `we>` the next that it must get: MsgType(35), MsgSeqNum(34), then fields between bars. What the
 * other steps are called stands in `player.ts`.
 */
import { readFileSync } from 'node:fs';

export interface Scenario {
  readonly title: string;
  /** Session options that differ from those of the player. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly steps: readonly ScriptLine[];
}

interface ScriptLine {
  readonly line: number;
  readonly text: string;
}

/** @throws Error for a step in front of the first scenario */
export function readScript(file: string): readonly Scenario[] {
  const scenarios: { title: string; options: Record<string, unknown>; steps: ScriptLine[] }[] = [];
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    const title = /^scenario: (.+)$/.exec(text)?.[1];
    if (title !== undefined) {
      scenarios.push({ title, options: {}, steps: [] });
      continue;
    }
    const scenario = scenarios.at(-1);
    if (scenario === undefined) throw new Error(`${file}:${index + 1} stands before any scenario`);
    const options = /^with (\{.+\})$/.exec(text)?.[1];
    if (options === undefined) scenario.steps.push({ line: index + 1, text });
    else Object.assign(scenario.options, JSON.parse(options));
  }
  return scenarios;
}

/** A message as it is written in a script. */
export interface ScriptMessage {
  readonly msgType: string;
  readonly seq: string;
  /** In the order of the script, header fields that are to differ included. */
  readonly fields: readonly (readonly [tag: string, value: string])[];
}

/** Reads `D 2 | 11=O1 | 52=<now-130>`. */
export function readMessage(text: string): ScriptMessage {
  const [head = '', ...parts] = text.split('|').map((part) => part.trim());
  const [msgType = '', seq = ''] = head.split(/\s+/);
  const fields = parts
    .filter((part) => part !== '')
    .map((part): readonly [string, string] => {
      const equals = part.indexOf('=');
      return [part.slice(0, equals), withTimes(part.slice(equals + 1))];
    });
  return { msgType, seq, fields };
}

/** `<now>`, `<now-130>`: UTC, seconds from now. */
export function withTimes(text: string): string {
  return text.replaceAll(/<now([+-]\d+)?>/g, (_, seconds?: string) => {
    const iso = new Date(Date.now() + Number(seconds ?? 0) * 1000).toISOString();
    return `${iso.slice(0, 10).replaceAll('-', '')}-${iso.slice(11, 23)}`;
  });
}
