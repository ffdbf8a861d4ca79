/** Figures are judged as they stand, and one that is missing meets nothing. */
import { describe, expect, it } from 'vitest';
import { filesOf } from '../tidy/sources.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../tidy/sources.ts';
import { figuresIn, GOALS, judged } from './goals.ts';

describe('the summary of the benches', () => {
  it('reads the figures out of what a run prints, whatever stands around them', () => {
    const output = 'turbo 2\n{"bench":"logging","ratio":1.2}\nall done\n{"other":1}\n';
    expect(figuresIn(output)).toEqual([{ bench: 'logging', ratio: 1.2 }]);
  });

  it('says of each goal what was measured and whether that is enough', () => {
    const lines = figuresIn(
      '{"bench":"transport","nativeToOfficial":3.4,"nativeToPlain":0.65}\n{"bench":"errors","raise":{"nanos":300}}',
    );
    const byFigure = new Map(judged(lines).map((goal) => [`${goal.bench}.${goal.figure}`, goal]));
    expect(byFigure.get('transport.nativeToOfficial')).toMatchObject({ value: 3.4, met: false });
    expect(byFigure.get('transport.nativeToPlain')).toMatchObject({ value: 0.65, met: true });
    expect(byFigure.get('errors.raise.nanos')).toMatchObject({ value: 300, met: true });
    expect(byFigure.get('logging.ratio')).toMatchObject({ value: null, met: false });
  });

  it('asks only for figures that some bench prints', () => {
    const benches = filesOf('*/bench/*.ts', 'packages/*/bench/*.ts').map((path) =>
      readFileSync(join(ROOT, path), 'utf8'),
    );
    for (const { bench } of GOALS) {
      expect(benches.some((text) => text.includes(`bench: '${bench}'`))).toBe(true);
    }
  });
});
