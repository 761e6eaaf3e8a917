import createPurifier from 'dompurify';
import { fail } from '../../../../shared/errors.ts';
import { inertHtml, restoreText, STYLE_ATTRIBUTE } from './inert-html.ts';
import { told } from '../../../../shared/language/told.ts';

/** Besides what the html profile leaves out (SVG, MathML): whatever fetches, submits, embeds or redirects. */
const FORBIDDEN_TAGS = `
  form input button select option optgroup textarea fieldset datalist output
  base meta link object embed applet iframe frame frameset portal
  audio video source track picture map area template slot dialog marquee`
  .trim()
  .split(/\s+/);
const FORBIDDEN_ATTRIBUTES = `
  srcset sizes ping action formaction poster usemap ismap longdesc cite
  autofocus contenteditable popover popovertarget accesskey tabindex slot is part`
  .trim()
  .split(/\s+/);

/**
 * A message's HTML as elements without anything that acts. Parsed once; the caller serialises the result once. CSS is
 * not filtered yet: it is in style elements and in attributes called STYLE_ATTRIBUTE.
 */
export function sanitise(html: string): HTMLElement {
  const purifier = createPurifier(window);
  const root = purifier.sanitize(inertHtml(html), {
    USE_PROFILES: { html: true },
    WHOLE_DOCUMENT: true,
    RETURN_DOM: true,
    ALLOW_DATA_ATTR: false,
    FORBID_TAGS: FORBIDDEN_TAGS,
    FORBID_ATTR: FORBIDDEN_ATTRIBUTES,
    ADD_ATTR: [STYLE_ATTRIBUTE],
    ADD_URI_SAFE_ATTR: [STYLE_ATTRIBUTE],
  });
  if (root instanceof HTMLElement) {
    restoreText(root);
    return root;
  }
  throw fail('malformed-response', told('This message has no HTML that Retinue can show safely.'));
}
