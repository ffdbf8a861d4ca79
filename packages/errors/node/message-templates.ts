/** Reads the operator's own messages from the folder that `messageTemplatesPath` names. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  MessageTemplatesError,
  parseMessageTemplates,
  type MessageOverrides,
} from '../src/messages/overrides.ts';
import { languagesIn } from './specification-templates.ts';

/**
 * Every `<locale>.json` in `folder`, and every `.yaml` in the gateway specification's form, checked. A language without a file
 * keeps its built-in messages. For the start of a process: it reads at once, while nobody waits.
 *
 * @throws MessageTemplatesError with all mistakes at once, a folder that cannot be read included.
 */
export function readMessageTemplates(folder: string): MessageOverrides {
  const files = filesIn(folder)
    .filter((name) => /\.(json|ya?ml)$/.test(name))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  return parseMessageTemplates(
    files.flatMap((file) => (file.name.endsWith('.json') ? [file] : languagesIn(file))),
  );
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new MessageTemplatesError([`${folder} cannot be read: ${String(error)}`]);
  }
}
