/** Where the margin does not suffice, the volume that it would suffice for is one press away. */
import { useSpeech } from '../texts/texts.ts';
import { formatNumber } from '../texts/format.ts';
import { Button } from '../ui/button.tsx';

interface MaxVolumeProps {
  readonly answer: { readonly failures: readonly { readonly details?: unknown }[] } | null;
  readonly onUse: (volume: string) => void;
}

export function MaxVolume({ answer, onUse }: MaxVolumeProps) {
  const { locale, texts } = useSpeech();
  const details: unknown = answer?.failures[0]?.details;
  const most: unknown =
    typeof details === 'object' && details !== null ? Reflect.get(details, 'maxVolume') : null;
  if (typeof most !== 'number' || most <= 0) return null;
  return (
    <div className="actions">
      <Button onPress={() => onUse(String(most))}>
        {texts.ticket.use(formatNumber(locale, most))}
      </Button>
    </div>
  );
}
