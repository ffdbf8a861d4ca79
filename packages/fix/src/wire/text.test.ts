/** Secrets and control characters never reach a reader. */
import { describe, expect, it } from 'vitest';
import { cleanText, maskSecrets, readable } from './text.ts';

describe('text for people', () => {
  it('hides passwords and raw data and shortens user names', () => {
    const message =
      '8=FIX.4.4\x0135=A\x0195=8\x0196=se\x01554=x\x01553=johnny\x01554=hunter2\x01925=hunter3\x01';
    expect(readable(Buffer.from(message))).toBe(
      '8=FIX.4.4|35=A|95=8|96=***|553=jo***|554=***|925=***|',
    );
  });

  it('leaves a message without secrets as it is', () => {
    expect(maskSecrets('35=D\x0155=EURUSD\x01')).toBe('35=D\x0155=EURUSD\x01');
  });

  it('is free of control characters and bounded', () => {
    expect(cleanText('bad\x1b[31m\nné')).toBe('bad [31m n ');
    expect(cleanText('x'.repeat(2000))).toHaveLength(512);
  });
});
