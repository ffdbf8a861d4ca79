/** Whether what is shown is what is: the health of the event stream, in a word. */
import type { LineState } from '@faultline/client';
import { useTexts } from '../texts/texts.ts';
import { Badge, type BadgeTone } from '../ui/badge.tsx';

const TONES: Readonly<Record<LineState, BadgeTone>> = {
  live: 'good',
  connecting: 'warn',
  stale: 'warn',
  offline: 'bad',
  closed: 'bad',
};

export function LineHealth({ line }: { readonly line: LineState }) {
  const words = useTexts().line;
  const help = {
    live: words.liveHelp,
    connecting: words.connectingHelp,
    stale: words.staleHelp,
    offline: words.offlineHelp,
    closed: words.closedHelp,
  };
  return (
    <span role="status" data-line={line} title={help[line]}>
      <Badge text={words[line]} tone={TONES[line]} />
      <span className="unseen">{help[line]}</span>
    </span>
  );
}
