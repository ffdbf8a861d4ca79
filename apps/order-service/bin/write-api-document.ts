/** Writes the API document to the file that is named: `node bin/write-api-document.ts FILE`. Part of `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { apiDocument } from '../src/adapters/api-document.ts';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('say which file to write');
writeFileSync(file, `${JSON.stringify(apiDocument(), null, 1)}\n`);
