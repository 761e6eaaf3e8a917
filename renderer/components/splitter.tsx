import type { KeyboardEvent, PointerEvent } from 'react';
import { inReadingDirection } from './reading-direction.ts';

export interface SplitterProps {
  readonly label: string;
  /** Which side of the pane it moves; the width where it is not said. */
  readonly axis?: 'width' | 'height';
  /** Width or height in px of the pane before the splitter. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly initial: number;
  readonly onChange: (value: number) => void;
}

/** The new width or height after a key, or null when the key means nothing here: 16 px a step, 64 with Shift. */
export function splitterStep(
  key: string,
  shift: boolean,
  { value, min, max }: Pick<SplitterProps, 'value' | 'min' | 'max'>,
): number | null {
  const step = shift ? 64 : 16;
  const clamp = (width: number) => Math.min(max, Math.max(min, width));
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowUp':
      return clamp(value - step);
    case 'ArrowRight':
    case 'ArrowDown':
      return clamp(value + step);
    case 'Home':
      return min;
    case 'End':
      return max;
    default:
      return null;
  }
}

/** The edge between two panes: drag, arrow keys, double-click to reset. */
export function Splitter(props: SplitterProps) {
  const { label, axis = 'width', value, min, max, initial, onChange } = props;
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const pane = event.currentTarget.previousElementSibling;
    if (!pane) return;
    const box = pane.getBoundingClientRect();
    const mirrored = getComputedStyle(pane).direction === 'rtl';
    const tall = event.clientY - box.top;
    const wide = mirrored ? box.right - event.clientX : event.clientX - box.left;
    onChange(Math.min(max, Math.max(min, Math.round(axis === 'height' ? tall : wide))));
  };
  const press = (event: KeyboardEvent) => {
    const next = splitterStep(inReadingDirection(event.key), event.shiftKey, props);
    if (next === null) return;
    event.preventDefault();
    onChange(next);
  };
  return (
    <div
      className="splitter"
      role="separator"
      // The orientation is that of the line itself.
      aria-orientation={axis === 'height' ? 'horizontal' : 'vertical'}
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => onChange(initial)}
      onKeyDown={press}
    />
  );
}
