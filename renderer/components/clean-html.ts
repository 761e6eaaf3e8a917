import createPurifier from 'dompurify';
import { FONT_CLASS, keptStyle, SIZE_CLASS } from './text-formats.ts';

/** Where a picture of the message is shown from, by what stands in its place; null for one that is none of its own. */
export type PictureAddress = (source: string) => string | null;

/**
 * HTML of a message or of the clipboard as it may stand in a message that is written: structure, text, and fonts and
 * sizes that the editor has itself. No other styles, no pictures, forms or names; nothing in it acts or is fetched.
 */
export function cleanHtml(html: string): string {
  const box = document.createElement('div');
  box.append(cleanFragment(html));
  return box.innerHTML;
}

/** The same as nodes of this document, with the message's own pictures. */
export function cleanFragment(html: string, address: PictureAddress = () => null): DocumentFragment {
  const clean = purifier(address).sanitize(html, { ...OPTIONS, RETURN_DOM_FRAGMENT: true });
  // Not while the purifier walks: it might pass over what follows a node that has gone.
  for (const picture of clean.querySelectorAll('img:not([src])')) picture.remove();
  return document.importNode(clean, true);
}

/** A picture that travels with the message stays named as it is (RFC 2392). */
export const ownPictures: PictureAddress = (source) => (/^cid:/i.test(source) ? source : null);

function purifier(address: PictureAddress): ReturnType<typeof createPurifier> {
  const made = createPurifier(window);
  const sources = new WeakMap<Element, string>();
  made.addHook('beforeSanitizeAttributes', (node) => {
    if (node.nodeName === 'IMG') sources.set(node, node.getAttribute('src') ?? '');
  });
  made.addHook('afterSanitizeAttributes', (node) => {
    const source = sources.get(node);
    if (source !== undefined) placePicture(node, address(source));
    else tidyLook(node);
  });
  return made;
}

function placePicture(node: Element, address: string | null): void {
  for (const { name } of Array.from(node.attributes))
    if (!['alt', 'width', 'height'].includes(name)) node.removeAttribute(name);
  if (address !== null) node.setAttribute('src', address);
}

function tidyLook(node: Element): void {
  const style = node.getAttribute('style');
  const kept = style === null ? null : keptStyle(style);
  if (kept !== null) node.setAttribute('style', kept);
  else node.removeAttribute('style');
  const name = node.getAttribute('class') ?? '';
  if (kept === null || ![FONT_CLASS, SIZE_CLASS].includes(name)) node.removeAttribute('class');
}

const OPTIONS = {
  USE_PROFILES: { html: true },
  ALLOW_DATA_ATTR: false,
  FORBID_TAGS:
    `style form input button select textarea picture map area audio video source track dialog template slot
    marquee base meta link`.split(/\s+/),
  FORBID_ATTR: ['id', 'name', 'tabindex', 'contenteditable', 'autofocus', 'accesskey', 'background'],
};
