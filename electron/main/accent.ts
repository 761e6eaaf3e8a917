import { clampChroma, converter, formatHex, interpolate, wcagContrast } from 'culori';

/** The system's accent colour: `#rrggbb`, null where it tells none. */
export interface AccentSource {
  readonly now: () => string | null;
  readonly onChange: (listener: () => void) => void;
}

/** Grounds of the window (shared/styles/tokens.css) that the accent lies on, and text that lies on the accent's own. */
const LIGHT = { grounds: ['#ffffff', '#eaeae7'], text: '#1b1c1e', read: '#ffffff' };
const DARK = { grounds: ['#161719', '#2a2c2f'], text: '#e8e8e6', read: '#161719' };
/** WCAG 2.2, 1.4.3 and 1.4.11. */
const TEXT_CONTRAST = 4.5;
const EDGE_CONTRAST = 3;
const STEP = 0.01;
const toOklch = converter('oklch');

/**
 * The accent of the window in another hue, as CSS: links and marks, filled buttons, selected rows. The system's colour
 * is made darker or lighter as far as it must be to be read (WCAG 2.2: 4.5 for text, 3 for edges).
 */
export function accentCss(colour: string): string {
  const light = readable(colour, LIGHT.grounds, TEXT_CONTRAST, -STEP);
  const dark = readable(colour, DARK.grounds, TEXT_CONTRAST, STEP);
  const fill = readable(colour, ['#ffffff'], TEXT_CONTRAST, -STEP);
  const darkFill = readable(fill, [DARK.read], EDGE_CONTRAST, STEP);
  // Where no fill stands out from the dark ground and carries white words, the words are what counts.
  const fillInDark = wcagContrast(darkFill, '#ffffff') >= TEXT_CONTRAST ? darkFill : fill;
  const mixed = (ground: string, over: string, share: number) =>
    formatHex(interpolate([ground, over])(share));
  return `:root:root {
  --accent: light-dark(${light}, ${dark});
  --accent-fill: light-dark(${fill}, ${fillInDark});
  --select-focus: light-dark(${mixed(LIGHT.read, light, 0.16)}, ${mixed(DARK.read, fillInDark, 0.4)});
}`;
}

/** The colour, moved step by step until it contrasts with all grounds so much; black or white where it never does. */
function readable(colour: string, grounds: readonly string[], contrast: number, step: number): string {
  const wanted = toOklch(colour);
  if (!wanted) throw new Error(`${colour} is no colour`);
  for (let { l } = wanted; l >= 0 && l <= 1; l += step) {
    const hex = formatHex(clampChroma({ ...wanted, l }, 'oklch'));
    if (grounds.every((ground) => wcagContrast(hex, ground) >= contrast)) return hex;
  }
  return step < 0 ? '#000000' : '#ffffff';
}
