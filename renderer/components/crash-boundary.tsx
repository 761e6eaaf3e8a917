import { Component, type ReactNode } from 'react';
import { toFailure } from '../../shared/errors.ts';
import { Button } from './button.tsx';

/** Shows a sentence in place of a window that could not be drawn: never a blank page. */
export class CrashBoundary extends Component<
  { readonly children: ReactNode; readonly onReload: () => void },
  { readonly detail: string | null }
> {
  override state: { readonly detail: string | null } = { detail: null };

  static getDerivedStateFromError(thrown: unknown) {
    const { sentence, detail } = toFailure(thrown);
    return { detail: [sentence, detail].filter(Boolean).join(' ') };
  }

  override render() {
    if (this.state.detail === null) return this.props.children;
    return (
      <div className="crash">
        <h1 className="title">Retinue made a mistake and cannot show this window</h1>
        <p>
          Your mail is not touched. Draw the window again; if it stops here once more, please report the line
          below.
        </p>
        <p className="mono selectable">{this.state.detail}</p>
        <Button kind="primary" label="Draw the window again" onPress={this.props.onReload} />
      </div>
    );
  }
}
