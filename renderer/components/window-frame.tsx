import { type ReactNode, useRef } from 'react';
import { focusPane } from '../hooks/panes.ts';
import { useFocusStays } from '../hooks/use-focus-stays.ts';

/** All of a window. The focus that nothing near its place takes goes to the list, or to the message where there is no list. */
export function WindowFrame({
  of = 'mail',
  children,
}: {
  readonly of?: 'mail' | 'message';
  readonly children: ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);
  useFocusStays(frame, () => focusPane(of === 'mail' ? 'list' : 'read'));
  return (
    <div className="window" data-kind={of === 'message' ? of : undefined} ref={frame}>
      {children}
    </div>
  );
}
