/** A labelled input or choice. */
import { useId, type ReactNode } from 'react';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'password' | 'datetime-local';
  readonly numeric?: boolean;
  readonly hint?: string | undefined;
  readonly required?: boolean;
  readonly autoComplete?: string;
  readonly invalid?: boolean;
}

export function Field(props: FieldProps) {
  const id = useId();
  const { label, value, hint, numeric = false } = props;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={props.type ?? 'text'}
        inputMode={numeric ? 'decimal' : undefined}
        className={numeric ? 'figure' : undefined}
        value={value}
        placeholder={hint}
        required={props.required}
        autoComplete={props.autoComplete ?? 'off'}
        aria-invalid={props.invalid === true}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, text: string])[];
  readonly onChange: (value: T) => void;
  /** The label is for screen readers only. */
  readonly bare?: boolean;
}

export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
  bare,
}: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className={bare === true ? 'unseen' : undefined}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = options.find(([option]) => option === event.target.value);
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** For what is pasted. */
export function TextArea({
  label,
  value,
  onChange,
  rows = 3,
}: FieldProps & { readonly rows?: number }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        className="mono"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

/** Several fields in one line where there is room. */
export const Row = ({ children }: { readonly children: ReactNode }) => (
  <div className="row">{children}</div>
);
