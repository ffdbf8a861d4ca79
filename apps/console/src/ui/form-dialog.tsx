/** A form in a dialog: its fields, what went wrong with the last attempt, and the two ways out. */
import type { ReactNode } from 'react';
import type { Command } from '../api/use-command.ts';
import { CommandFailure } from '../failures/command-failure.tsx';
import { useTexts } from '../texts/texts.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface FormDialogProps<I, T> {
  readonly title: string;
  /** The word on the button that sends. */
  readonly submit: string;
  readonly tone?: 'primary' | 'danger';
  readonly command: Command<I, T>;
  readonly wide?: boolean;
  /** Nothing can be sent for now; the fields say why. */
  readonly held?: boolean;
  readonly onSubmit: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function FormDialog<I, T>(props: FormDialogProps<I, T>) {
  const { title, submit, tone = 'primary', command, wide = false, held = false } = props;
  const { onSubmit, onClose, children } = props;
  const texts = useTexts();
  return (
    <Dialog title={title} onClose={onClose} wide={wide}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void onSubmit();
        }}
      >
        {children}
        <CommandFailure command={command} />
        <div className="actions actions-end">
          <Button onPress={onClose}>{texts.common.cancel}</Button>
          <Button submit tone={tone} busy={command.busy} disabled={held}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
