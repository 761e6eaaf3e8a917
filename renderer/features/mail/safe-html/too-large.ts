/** Cleaning and laying out more elements than this holds up the window for longer than a second on a slow computer. */
const MOST_TAGS = 12_000;
/** Pictures inside of the HTML make it long, and are no work; beyond this they are. Characters. */
const MOST_LENGTH = 8 * 1024 * 1024;

/** True for HTML that no window shows at once. It is not read for that: tags are counted. */
export function isTooLarge(html: string): boolean {
  if (html.length > MOST_LENGTH) return true;
  let tags = 0;
  for (let at = html.indexOf('<'); at >= 0 && tags <= MOST_TAGS; at = html.indexOf('<', at + 1)) {
    if (html.charAt(at + 1) !== '/') tags += 1;
  }
  return tags > MOST_TAGS;
}
