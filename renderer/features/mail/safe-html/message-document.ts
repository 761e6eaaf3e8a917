import type { InlineImage } from '../../../../shared/contracts/engine.ts';
import { adaptColours, backTransparent } from './adapt-colours.ts';
import { cleanImages } from './clean-images.ts';
import { filterStyleAttribute, filterStyleSheet } from './css-filter.ts';
import { frameDocument, type Paper } from './document.ts';
import { type BlockedImages, imageResolver } from './images.ts';
import { STYLE_ATTRIBUTE } from './inert-html.ts';
import { cleanLinks, type MessageLink } from './links.ts';
import { plainTextBody } from './plain-text.ts';
import { sanitise } from './sanitise.ts';
import type { Say } from '../../../../shared/language/say.ts';

/** A message ready for a sandboxed frame, and what was found while cleaning it. */
export interface MessageDocument {
  readonly srcdoc: string;
  readonly blocked: BlockedImages;
  readonly links: readonly MessageLink[];
  /** True when the colours were turned for the dark theme; "Show as sent" undoes it. */
  readonly adapted: boolean;
  /** True when nothing is left to see: no text, no image. */
  readonly blank: boolean;
}

export interface HtmlOptions {
  readonly inlineImages: readonly InlineImage[];
  /** Remote images fetched on request, by absolute address. */
  readonly loaded: ReadonlyMap<string, InlineImage>;
  readonly dark: boolean;
  readonly asSent: boolean;
  /** Names what is not there. */
  readonly say: Say;
}

/** Cleans an HTML body and makes the frame's document of it. Nothing in the result fetches or runs anything. */
export function htmlDocument(html: string, options: HtmlOptions): MessageDocument {
  const { body, css, blocked, links, blank } = cleanHtml(html, options);
  const paper = paperFor(html, options);
  if (paper === 'adapted') {
    adaptColours(body, css.includes('background'));
    backTransparent(body);
  }
  return {
    srcdoc: frameDocument(body.outerHTML, css, paper),
    blocked,
    links,
    adapted: paper === 'adapted',
    blank,
  };
}

/** What is left of an HTML body: nothing in it fetches or runs anything. */
export interface CleanHtml {
  readonly body: Element;
  readonly css: string;
  readonly blocked: BlockedImages;
  readonly links: readonly MessageLink[];
  readonly blank: boolean;
}

/** Cleans an HTML body. An image that is not there stands as an outline with its size. */
export function cleanHtml(
  html: string,
  { inlineImages, loaded, say }: Pick<HtmlOptions, 'inlineImages' | 'loaded' | 'say'>,
): CleanHtml {
  const images = imageResolver(inlineImages, loaded);
  const root = sanitise(html);
  const css = takeStyles(root, images.resolve);
  cleanStyleAttributes(root, images.resolve);
  cleanImages(root, images, say);
  const links = cleanLinks(root);
  const body = root.querySelector('body') ?? root;
  return { body, css, blocked: images.blocked(), links, blank: isBlank(body) };
}

/** The same for a plain text body: links can be followed, quoted lines are muted. */
export function textDocument(text: string, dark: boolean): MessageDocument {
  const { body, links } = plainTextBody(text);
  return {
    srcdoc: frameDocument(body.outerHTML, '', dark ? 'dark-text' : 'light'),
    blocked: { count: 0, urls: [], sites: [] },
    links,
    adapted: false,
    blank: isBlank(body),
  };
}

function isBlank(body: Element): boolean {
  return body.textContent.trim() === '' && body.querySelector('img') === null;
}

function paperFor(html: string, { dark, asSent }: HtmlOptions): Paper {
  if (!dark || asSent) return 'light';
  return declaresDark(html) ? 'own-dark' : 'adapted';
}

/**
 * True where the message says that it can stand on dark: a meta element or a :root declaration, dark among the values.
 * Each is found first and looked into then, with bounds: one expression for both is quadratic in hostile HTML.
 */
function declaresDark(html: string): boolean {
  const metas = html.match(/<meta\s[^<>]{0,500}>/gi) ?? [];
  const roots = html.match(/:root\s{0,20}\{[^{}]{0,2000}\}/gi) ?? [];
  return (
    metas.some((meta) => /\bname\s*=\s*["']?color-scheme\b/i.test(meta) && /\bdark\b/i.test(meta)) ||
    roots.some((root) => /\bcolor-scheme\s*:[^;]*\bdark\b/i.test(root))
  );
}

function takeStyles(root: Element, resolve: (url: string) => string | null): string {
  return [...root.querySelectorAll('style')]
    .map((style) => {
      style.remove();
      return filterStyleSheet(style.textContent, resolve);
    })
    .join('\n');
}

function cleanStyleAttributes(root: Element, resolve: (url: string) => string | null): void {
  for (const element of root.querySelectorAll(`[${STYLE_ATTRIBUTE}]`)) {
    const css = filterStyleAttribute(element.getAttribute(STYLE_ATTRIBUTE) ?? '', resolve);
    element.removeAttribute(STYLE_ATTRIBUTE);
    if (css) element.setAttribute('style', css);
  }
}
