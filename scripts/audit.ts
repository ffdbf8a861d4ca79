/**
 * `npm run audit`: high and critical advisories against what production runs, as the registry knows them; where it cannot be
 * asked, the snapshot in tooling/supply/advisories.json. Exit code 1 when there is one.
 */
import { audit } from '../tooling/supply/audit.ts';

const { ok, lines } = await audit();
(ok ? process.stdout : process.stderr).write(`${lines.join('\n')}\n`);
process.exitCode = ok ? 0 : 1;
