/** A link of the message, as it is spelt when it is clicked, and the text that a reader sees. */
export interface MessageLink {
  readonly url: string;
  readonly text: string;
}

const SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/** Lets http, https and mailto links open (main asks before); other links keep their text and lose their address. */
export function cleanLinks(root: Element): readonly MessageLink[] {
  const links: MessageLink[] = [];
  for (const anchor of root.querySelectorAll('a[href]')) {
    const url = linkUrl(anchor.getAttribute('href') ?? '');
    if (url === null) {
      anchor.removeAttribute('href');
      anchor.removeAttribute('target');
      continue;
    }
    anchor.setAttribute('href', url);
    anchor.setAttribute('target', '_blank');
    anchor.setAttribute('rel', 'noreferrer noopener');
    links.push({ url, text: anchor.textContent.trim() });
  }
  return links;
}

/** The normalised address, or null where the scheme is not one that may be opened or there is nothing to be relative to. */
export function linkUrl(href: string): string | null {
  const text = href.trim();
  const absolute = text.startsWith('//') ? `https:${text}` : text;
  if (!URL.canParse(absolute)) return null;
  const url = new URL(absolute);
  return SCHEMES.has(url.protocol) ? url.href : null;
}

/**
 * The host that a link's text names when it is another than the one it leads to, else null. `text` counts as naming a
 * host when it starts with an address or looks like a domain name.
 */
export function otherHostNamed(link: MessageLink): string | null {
  const target = new URL(link.url);
  if (target.protocol === 'mailto:') return null;
  const named = /^(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+[\p{L}][\p{L}\p{N}-]+)(?=[/:?#\s]|$)/iu.exec(
    link.text,
  )?.[1];
  if (!named || isFileName(link.text, named) || !URL.canParse(`https://${named}`)) return null;
  const host = bareHost(new URL(`https://${named}`).hostname);
  return host === bareHost(target.hostname) ? null : host;
}

/** `report.pdf` and `readme.md` are written like hosts and are none, unless something else says so. */
function isFileName(text: string, named: string): boolean {
  if (/^(?:https?:|www\.)/i.test(text) || text.startsWith(`${named}/`)) return false;
  return /\.(?:pdf|html?|php|aspx?|jsx?|tsx?|py|rs|md|sh|txt|csv|json|xml|docx?|xlsx?|pptx?|odt|ods|zip|png|jpe?g|gif|svg|mov|mp[34]|eml|ics|exe|dll)$/i.test(
    named,
  );
}

function bareHost(host: string): string {
  return host.toLowerCase().replace(/^www\./, '');
}
