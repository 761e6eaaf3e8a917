import createPurifier from 'dompurify';

/**
 * HTML of a message or of the clipboard as it may stand in a message that is written: structure and text. No styles,
 * pictures, forms or names; nothing in it acts or is fetched.
 */
export function cleanHtml(html: string): string {
  return createPurifier(window).sanitize(html, OPTIONS);
}

/** The same as nodes of this document. */
export function cleanFragment(html: string): DocumentFragment {
  return document.importNode(
    createPurifier(window).sanitize(html, { ...OPTIONS, RETURN_DOM_FRAGMENT: true }),
    true,
  );
}

const OPTIONS = {
  USE_PROFILES: { html: true },
  ALLOW_DATA_ATTR: false,
  FORBID_TAGS:
    `style form input button select textarea img picture map area audio video source track dialog template slot
    marquee base meta link`.split(/\s+/),
  FORBID_ATTR: [
    'style',
    'class',
    'id',
    'name',
    'tabindex',
    'contenteditable',
    'autofocus',
    'accesskey',
    'background',
  ],
};
