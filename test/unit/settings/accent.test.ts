import { wcagContrast } from 'culori';
import { expect, it } from 'vitest';
import { accentCss } from '../../../electron/main/accent.ts';

const COLOURS = [
  '#000000',
  '#ffffff',
  '#808080',
  ...['ff0000', 'ffd700', '00ff00', '00ffff', '0078d4', '0000ff', 'ff00ff', 'f7b5ca', '30d158'].map(
    (each) => `#${each}`,
  ),
];

/** The two colours of a token: in light and in dark. */
function pair(css: string, token: string): readonly [string, string] {
  const [, light = '', dark = ''] = new RegExp(`${token}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(css) ?? [];
  return [light, dark];
}

it.each(COLOURS)('%s is read on every ground, and words are read on it', (colour) => {
  const css = accentCss(colour);
  const [light, dark] = pair(css, '--accent');
  const [fill, darkFill] = pair(css, '--accent-fill');
  const [chosen, darkChosen] = pair(css, '--select-focus');
  for (const ground of ['#ffffff', '#fafaf9', '#f1f1ef', '#eaeae7'])
    expect(wcagContrast(light, ground)).toBeGreaterThanOrEqual(4.5);
  for (const ground of ['#161719', '#1a1b1d', '#242628', '#2a2c2f'])
    expect(wcagContrast(dark, ground)).toBeGreaterThanOrEqual(4.5);
  for (const each of [fill, darkFill]) expect(wcagContrast(each, '#ffffff')).toBeGreaterThanOrEqual(4.5);
  expect(wcagContrast(chosen, '#1b1c1e')).toBeGreaterThanOrEqual(7);
  expect(wcagContrast(darkChosen, '#e8e8e6')).toBeGreaterThanOrEqual(4.5);
});

it('a colour that is read already stays as it is', () => {
  expect(pair(accentCss('#1a5c9e'), '--accent')[0]).toBe('#1a5c9e');
});
