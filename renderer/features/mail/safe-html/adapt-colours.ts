import { readable, readColour, type Rgb, writeColour } from './dark-colours.ts';

const PAPER: Rgb = [1, 1, 1];

interface Place {
  /** null: not known. */
  readonly colour: Rgb | null;
  readonly ground: Rgb | null;
}

/**
 * Corrects text that could not be read on the dark paper. It knows the colours that stand at the elements themselves, as
 * mail has them; where a style sheet or a picture may be the ground, nothing is changed. `hasGrounds`: a style sheet of
 * the message sets grounds.
 */
export function adaptColours(body: Element, hasGrounds: boolean): void {
  const waiting: (readonly [Element, Place])[] = [[body, { colour: [0.1, 0.1, 0.1], ground: PAPER }]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [element, above] = next;
    const own = colourOf(element);
    const ground = groundOf(element, above.ground, hasGrounds);
    let colour = own ?? above.colour;
    const isNew = own !== null || ground !== above.ground;
    if (isNew && colour !== null && ground !== null) {
      const better = readable(colour, ground);
      if (better !== colour) styleOf(element)?.setProperty('color', writeColour(better), 'important');
      colour = better;
    }
    for (const child of element.children) waiting.push([child, { colour, ground }]);
  }
}

/** Pictures that let the paper through were made for a light one. */
export function backTransparent(body: Element): void {
  for (const image of body.querySelectorAll('img')) {
    if (isTransparentPng(image.getAttribute('src') ?? '')) image.classList.add('retinue-backed');
  }
}

function colourOf(element: Element): Rgb | null {
  const set = ownStyle(element)?.color || element.getAttribute('color') || bodyText(element);
  return set ? readColour(set) : null;
}

function bodyText(element: Element): string | null {
  return element.localName === 'body' ? element.getAttribute('text') : null;
}

function groundOf(element: Element, above: Rgb | null, hasGrounds: boolean): Rgb | null {
  const style = ownStyle(element);
  const picture = style?.backgroundImage;
  if ((picture && picture !== 'none' && picture !== 'initial') || element.hasAttribute('background'))
    return null;
  const set = style?.backgroundColor || element.getAttribute('bgcolor');
  if (set && !/^(?:transparent|initial|inherit|unset|none)$/i.test(set)) return readColour(set);
  const mayHaveOne = hasGrounds && (element.hasAttribute('class') || element.id !== '');
  return mayHaveOne ? null : above;
}

/** To be read; most elements have none, and making one is slow. */
function ownStyle(element: Element): CSSStyleDeclaration | null {
  return element.hasAttribute('style') ? styleOf(element) : null;
}

function styleOf(element: Element): CSSStyleDeclaration | null {
  return element instanceof HTMLElement ? element.style : null;
}

/** Colour type 4 or 6 of its header (PNG section 11.2.1): with an alpha channel. */
function isTransparentPng(source: string): boolean {
  const start = /^data:image\/png;base64,([A-Za-z0-9+/]{36})/i.exec(source)?.[1];
  if (start === undefined) return false;
  return [4, 6].includes(atob(start).charCodeAt(25));
}
