/** The REST examples, run as their readers would run them, against a server that gives them trouble. */
import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { refuse } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServiceDesk, type ServiceDesk } from './testing/service-desk.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'examples', 'rest');

const hasPython = ((): boolean => {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const EXAMPLES = [
  { language: 'JavaScript', command: process.execPath, file: 'place-order.mjs', there: true },
  { language: 'Python', command: 'python3', file: 'place_order.py', there: hasPython },
] as const;

let desk: ServiceDesk;
beforeEach(async () => {
  desk = await openServiceDesk();
});
afterEach(async () => desk.close());

interface Ran {
  readonly exitCode: number | null;
  readonly said: string;
}

async function run(
  { command, file }: { command: string; file: string },
  volume: number,
): Promise<Ran> {
  const env = { ...process.env, ORDER_URL: desk.url };
  return new Promise((resolve) => {
    const child = execFile(command, [join(FOLDER, file), String(volume)], { env }, (_e, out, err) =>
      resolve({ exitCode: child.exitCode, said: (out + err).trim() }),
    );
  });
}

it('may miss no example in CI', () => {
  const missing = EXAMPLES.filter(({ there }) => !there).map(({ language }) => language);
  expect(process.env['CI'] === 'true' ? missing : []).toEqual([]);
});

describe.each(EXAMPLES)(
  'the example in $language (skipped where $command is not installed)',
  (example) => {
    it.skipIf(!example.there)('places an order', async () => {
      desk.fillsAt(1.09504);
      expect(await run(example, 0.1)).toEqual({ exitCode: 0, said: 'filled: ORD-1 at 1.09504' });
    });

    it.skipIf(!example.there)('says what fits when the margin does not', async () => {
      const { exitCode, said } = await run(example, 50);
      expect(exitCode).toBe(1);
      expect(said).toMatch(/^too large: at most [\d.]+ lots fit now$/);
    });

    it.skipIf(!example.there)('comes back when it was told to, and trades once', async () => {
      let times = 0;
      const gone = refuse('LP_NOT_CONNECTED', { lp: 'YOFX', lastConnected: null });
      desk.lp.behaviour = () => {
        times += 1;
        desk.fillsAt(1.09504);
        return { kind: 'refused', refusal: gone };
      };
      expect(await run(example, 0.1)).toEqual({ exitCode: 0, said: 'filled: ORD-2 at 1.09504' });
      expect(times).toBe(1);
      const { positions } = await desk.store.read({ accountId: 1 });
      expect(positions).toHaveLength(1);
    });

    it.skipIf(!example.there)('asks again with its key while the outcome is in doubt', async () => {
      desk.lp.behaviour = ({ orderId, qty }) => {
        const fill = {
          orderId,
          kind: 'FILL',
          qty,
          price: { unscaled: 109_504n, scale: 5 },
        } as const;
        setTimeout(() => void desk.report({ ...fill, execId: 'E-late' }), 600);
        return { kind: 'taken' };
      };
      expect(await run(example, 0.1)).toEqual({ exitCode: 0, said: 'filled: ORD-1 at 1.09504' });
      expect(desk.lp.submitted).toHaveLength(1);
    });
  },
);
