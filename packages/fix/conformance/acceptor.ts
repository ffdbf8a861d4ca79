/**
 * An acceptor to run FIX 4.4 acceptance tests against: one session, everything validated, every message echoed that can be.
 *
 * `node packages/fix/conformance/acceptor.ts --port 5001 --dictionary FIX44.xml`; without a dictionary the built-in one.
 */
import { parseArgs } from 'node:util';
import { createAcceptor, loadDictionary, MemorySessionStore } from '../node/index.ts';
import { FIX44 } from '../src/dictionary/fix44.ts';
import { STRICT } from '../src/dictionary/validate.ts';
import { EchoApplication } from './echo-application.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '5001' },
    host: { type: 'string', default: '127.0.0.1' },
    dictionary: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});

const dictionary = values.dictionary === undefined ? FIX44 : loadDictionary(values.dictionary);
const write = (fields: Record<string, unknown>, message: string) => {
  if (values.verbose) process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
};

const acceptor = await createAcceptor({
  sessions: [
    {
      id: 'ISLD',
      senderCompId: 'ISLD',
      targetCompId: 'TW44',
      dictionary,
      validation: STRICT,
      resetOnLogon: true,
      orderResendMaxAgeMs: Infinity,
    },
  ],
  host: values.host,
  port: Number(values.port),
  store: new MemorySessionStore(),
  application: new EchoApplication(dictionary),
  clock: { now: () => Date.now() },
  log: { info: write, warn: write, error: write },
});
process.stdout.write(`listening on ${values.host}:${acceptor.port}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void acceptor.close().then(() => process.exit(0)));
}
