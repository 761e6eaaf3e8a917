import type { ReactNode } from 'react';
import { Splitter } from '../../components/splitter.tsx';
import type { PaneLayout } from '../../hooks/use-layout.ts';
import { isNumber, useStored } from '../../hooks/use-stored.ts';
import { useSay } from '../../hooks/use-say.ts';
import type { PreviewPlace } from '../../hooks/habits.ts';

const WIDTH = { initial: 420, min: 300, max: 720 } as const;
const HEIGHT = { initial: 320, min: 140, max: 720 } as const;

/** The list at the width or height that was chosen for it, with its splitter where a message stands beside or below it. */
export function ListPane({
  layout,
  preview,
  oneLine,
  children,
}: {
  readonly layout: PaneLayout;
  readonly preview: PreviewPlace;
  /** Rows have one line and stand in columns. */
  readonly oneLine: boolean;
  readonly children: ReactNode;
}) {
  const [width, setWidth] = useStored('list-width', WIDTH.initial, isNumber);
  const [height, setHeight] = useStored('list-height', HEIGHT.initial, isNumber);
  const say = useSay();
  const isWide = layout === 'three' || layout === 'rail';
  const style = preview === 'right' ? { width } : preview === 'below' ? { height } : {};
  return (
    <>
      <section
        className="pane-list"
        aria-label={say('Messages')}
        style={style}
        data-lines={oneLine ? 'one' : undefined}
      >
        {children}
      </section>
      {isWide && preview === 'right' && (
        <Splitter label={say('Width of the list')} value={width} {...WIDTH} onChange={setWidth} />
      )}
      {isWide && preview === 'below' && (
        <Splitter
          label={say('Height of the list')}
          axis="height"
          value={height}
          {...HEIGHT}
          onChange={setHeight}
        />
      )}
    </>
  );
}
