/** What to name to support: the code and the request, ready to be copied. */
import type { Failure } from '@faultline/client';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { useTexts } from '../texts/texts.ts';

export function Reference({ failure }: { readonly failure: Failure }) {
  const words = useTexts().failure;
  const [copied, setCopied] = useState(false);
  const { code, requestId } = failure;
  const copy = (): void => {
    const text = requestId === null ? code : `${code} ${requestId}`;
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <footer className="failure-foot">
      <span className="mono">{code}</span>
      {requestId !== null && (
        <span>
          {words.requestId} <span className="mono">{requestId}</span>
        </span>
      )}
      <Button tone="quiet" onPress={copy}>
        {copied ? words.copied : words.copy}
      </Button>
    </footer>
  );
}
