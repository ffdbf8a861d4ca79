/** A state in a word; the colour only repeats it. */
export type BadgeTone = 'good' | 'warn' | 'bad' | 'plain';

export const Badge = ({ text, tone }: { readonly text: string; readonly tone: BadgeTone }) => (
  <span className={`badge badge-${tone}`}>{text}</span>
);
