/** Reads the operator's own messages from the folder that `messageTemplatesPath` names. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseMessageTemplates, type MessageOverrides } from '../src/messages/overrides.ts';

/**
 * Every `<locale>.json` in `folder`, checked. A language without a file keeps its built-in messages.
 *
 * @throws MessageTemplatesError with all mistakes at once; whatever the file system throws when the folder is missing.
 */
export async function readMessageTemplates(folder: string): Promise<MessageOverrides> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
  const files = names.map(async (name) => ({
    name,
    text: await readFile(join(folder, name), 'utf8'),
  }));
  return parseMessageTemplates(await Promise.all(files));
}
