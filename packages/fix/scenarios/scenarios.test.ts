/** Every scenario of the scripts, over TCP, against our acceptor and against our initiator. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ourAcceptor, ourInitiator, type OurSide } from './testing/our-side.ts';
import { play } from './testing/player.ts';
import { readScript } from './testing/script.ts';

const SIDES = { acceptor: ourAcceptor, initiator: ourInitiator } as const;

let ours: OurSide | null = null;
afterEach(async () => {
  await ours?.close();
  ours = null;
});

for (const [role, open] of Object.entries(SIDES)) {
  const folder = join(import.meta.dirname, role);
  for (const file of readdirSync(folder)) {
    describe(`${role}: ${file.replace('.scenario', '')}`, () => {
      it.each(readScript(join(folder, file)))('$title', async (scenario) => {
        ours = await open(scenario.options);
        expect(await play(scenario, ours)).toBe(scenario.steps.length);
      });
    });
  }
}
