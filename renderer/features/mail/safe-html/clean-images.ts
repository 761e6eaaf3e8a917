import type { ImageResolver } from './images.ts';
import type { Say } from '../../../../shared/language/say.ts';

/** Images up to this many px a side are there to report that the message was opened; they get no placeholder. */
const BEACON_PX = 2;

/** Puts resolved images in place, and an outline with its size and site where an image was not loaded. */
export function cleanImages(root: Element, images: ImageResolver, say: Say): void {
  for (const image of root.querySelectorAll('img')) {
    const source = image.getAttribute('src') ?? '';
    const resolved = images.resolve(source);
    if (resolved !== null) image.setAttribute('src', resolved);
    else image.replaceWith(...placeholder(image, source, images.isRemote(source), say));
  }
  for (const element of root.querySelectorAll('[background]')) {
    const resolved = images.resolve(element.getAttribute('background') ?? '');
    if (resolved === null) element.removeAttribute('background');
    else element.setAttribute('background', resolved);
  }
}

function placeholder(image: Element, source: string, remote: boolean, say: Say): readonly Node[] {
  const width = pixels(image.getAttribute('width'));
  const height = pixels(image.getAttribute('height'));
  if (isBeacon(width) || isBeacon(height)) return [];
  const document = image.ownerDocument;
  const box = document.createElement('span');
  box.className = 'retinue-image';
  if (width !== null) box.style.width = `${width}px`;
  if (height !== null && height >= 40) box.style.height = `${height}px`;
  const what = remote ? say('Image not loaded') : say('Image not in this message');
  const line =
    width !== null && height !== null
      ? say('{what}, {width}\u00a0\u00d7\u00a0{height}', {
          what,
          width: String(width),
          height: String(height),
        })
      : what;
  const site = remote ? new URL(source.startsWith('//') ? `https:${source}` : source).hostname : '';
  for (const text of [line, image.getAttribute('alt') ?? '', site]) {
    if (!text) continue;
    const part = document.createElement('span');
    part.textContent = text;
    box.append(part);
  }
  return [box];
}

function isBeacon(side: number | null): boolean {
  return side !== null && side <= BEACON_PX;
}

/** A width or height attribute in px; null where it is absent, a percentage or not a number. */
function pixels(value: string | null): number | null {
  const match = /^\s*(\d{1,5})(?:px)?\s*$/i.exec(value ?? '');
  return match ? Number(match[1]) : null;
}
