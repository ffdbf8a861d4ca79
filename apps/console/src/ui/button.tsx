/** A button that cannot be pressed twice while what it started is under way. */
import type { ReactNode } from 'react';

type Tone = 'plain' | 'primary' | 'buy' | 'sell' | 'danger' | 'quiet';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: (() => void) | undefined;
  readonly tone?: Tone;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly submit?: boolean;
  /** Said to screen readers where the visible word is not enough. */
  readonly label?: string;
  readonly pressed?: boolean;
}

export function Button(props: ButtonProps) {
  const { children, onPress, tone = 'plain', busy = false, disabled = false } = props;
  return (
    <button
      type={props.submit === true ? 'submit' : 'button'}
      className={`button button-${tone}`}
      disabled={disabled || busy}
      aria-busy={busy}
      aria-label={props.label}
      aria-pressed={props.pressed}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
