/** A colour of sRGB, each part from 0 to 1. */
export type Rgb = readonly [red: number, green: number, blue: number];

const NAMES: Readonly<Record<string, string>> = {
  black: '#000',
  white: '#fff',
  gray: '#808080',
  grey: '#808080',
  silver: '#c0c0c0',
  lightgray: '#d3d3d3',
  lightgrey: '#d3d3d3',
  darkgray: '#a9a9a9',
  darkgrey: '#a9a9a9',
  dimgray: '#696969',
  dimgrey: '#696969',
  red: '#f00',
  maroon: '#800000',
  orange: '#ffa500',
  yellow: '#ff0',
  green: '#008000',
  lime: '#0f0',
  teal: '#008080',
  blue: '#00f',
  navy: '#000080',
  purple: '#800080',
};

/** A colour as messages write it; null for one that is transparent, inherited or in another form. */
export function readColour(text: string): Rgb | null {
  const value = text.trim().toLowerCase();
  const hex = NAMES[value] ?? value;
  const short = /^#?([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(hex);
  if (short) return rgb(short.slice(1).map((digit) => Number.parseInt(digit + digit, 16)));
  const long = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(hex);
  if (long) return rgb(long.slice(1).map((digits) => Number.parseInt(digits, 16)));
  const parts = /^rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)$/.exec(value);
  return parts ? rgb(parts.slice(1).map(Number)) : null;
}

/** The same as CSS writes it. */
export function writeColour(colour: Rgb): string {
  return `rgb(${colour.map((part) => Math.round(part * 255)).join(', ')})`;
}

/**
 * What the filter of the dark paper (document.ts) makes of a colour: invert(.91), then hue-rotate(180deg) by its matrix
 * (Filter Effects 1, section 12.1.3).
 */
export function turned([red, green, blue]: Rgb): Rgb {
  const [r, g, b] = [red, green, blue].map((part) => 0.91 - 0.82 * part) as [number, number, number];
  return [
    bounded(-0.574 * r + 1.43 * g + 0.144 * b),
    bounded(0.426 * r + 0.43 * g + 0.144 * b),
    bounded(0.426 * r + 1.43 * g - 0.856 * b),
  ];
}

/** WCAG 2.x contrast ratio, from 1 to 21. */
export function contrastOf(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Least contrast of text is 4.5 (WCAG 2.2, 1.4.3); a little more, because colours are rounded on the way. */
const LEAST = 4.6;
const STEPS = 20;

/**
 * The colour that a text has to have as sent so that it can be read on its ground once both are turned: itself where it
 * can, else the nearest on the way to black or white, which keeps its hue.
 */
export function readable(text: Rgb, ground: Rgb): Rgb {
  const paper = turned(ground);
  if (contrastOf(turned(text), paper) >= LEAST) return text;
  const ends: readonly Rgb[] = [
    [0, 0, 0],
    [1, 1, 1],
  ];
  const end = ends.reduce((best, each) =>
    contrastOf(turned(each), paper) > contrastOf(turned(best), paper) ? each : best,
  );
  for (let step = 1; step < STEPS; step += 1) {
    const mixed = text.map((part, n) => part + ((end[n] ?? 0) - part) * (step / STEPS)) as [
      number,
      number,
      number,
    ];
    if (contrastOf(turned(mixed), paper) >= LEAST) return mixed;
  }
  return end;
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function bounded(part: number): number {
  return Math.min(1, Math.max(0, part));
}

function rgb(parts: readonly number[]): Rgb {
  const [red = 0, green = 0, blue = 0] = parts.map((part) => bounded(part / 255));
  return [red, green, blue];
}
