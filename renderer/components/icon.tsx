import type { LucideIcon } from 'lucide-react';

/** A line icon, 16 px unless told, stroke 1.5 px at every size. It says nothing to a screen reader: a word stands beside it. */
export function Icon({
  of: Glyph,
  size = 16,
  className,
  level,
}: {
  readonly of: LucideIcon;
  readonly size?: number;
  readonly className?: string;
  readonly level?: string;
}) {
  return (
    <Glyph
      aria-hidden
      size={size}
      strokeWidth={1.5}
      absoluteStrokeWidth
      {...(className ? { className } : {})}
      {...(level ? { 'data-level': level } : {})}
    />
  );
}
