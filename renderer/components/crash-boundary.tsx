import { Component, type ReactNode } from 'react';
import { type Failure, toFailure } from '../../shared/errors.ts';
import { sayTold } from '../../shared/language/told.ts';
import { useSay } from '../hooks/use-say.ts';
import { Button } from './button.tsx';

/** Shows a sentence in place of a window that could not be drawn: never a blank page. */
export class CrashBoundary extends Component<
  { readonly children: ReactNode; readonly onReload: () => void },
  { readonly failure: Failure | null }
> {
  override state: { readonly failure: Failure | null } = { failure: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { failure: toFailure(thrown) };
  }

  override render() {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return <Crash failure={failure} onReload={this.props.onReload} />;
  }
}

function Crash({ failure, onReload }: { readonly failure: Failure; readonly onReload: () => void }) {
  const say = useSay();
  return (
    <div className="crash">
      <h1 className="title">{say('Retinue made a mistake and cannot show this window')}</h1>
      <p>
        {say(
          'Your mail is not touched. Draw the window again; if it stops here once more, please report the line below.',
        )}
      </p>
      <p className="mono selectable">{[sayTold(failure, say), failure.detail].filter(Boolean).join(' ')}</p>
      <Button kind="primary" label={say('Draw the window again')} onPress={onReload} />
    </div>
  );
}
