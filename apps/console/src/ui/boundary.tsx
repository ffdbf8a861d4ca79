/** A part of the page that fails takes only itself down, and says so. */
import { Component, type ReactNode } from 'react';
import { SpeechContext, type Speech } from '../texts/texts.ts';
import { Button } from './button.tsx';

export class Boundary extends Component<{ readonly children: ReactNode }, { failed: boolean }> {
  static override contextType = SpeechContext;
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const { texts } = this.context as Speech;
    return (
      <div className="failure" role="alert">
        <p>{texts.common.crash}</p>
        <Button onPress={() => this.setState({ failed: false })}>{texts.common.reload}</Button>
      </div>
    );
  }
}
