import { useEffect, useState } from 'react';

/** How the panes stand: by the window's width in CSS px, so that zoom counts too. */
export type PaneLayout = 'three' | 'rail' | 'stacked' | 'single';

/** The layout for a width. */
export function layoutFor(width: number): PaneLayout {
  if (width >= 1100) return 'three';
  if (width >= 760) return 'rail';
  return width >= 520 ? 'stacked' : 'single';
}

/** The layout of this window. */
export function usePaneLayout(): PaneLayout {
  const [layout, setLayout] = useState(() => layoutFor(window.innerWidth));
  useEffect(() => {
    const measure = () => setLayout(layoutFor(window.innerWidth));
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return layout;
}
