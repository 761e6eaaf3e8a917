/** Second levels under which names are sold in countries that do so (`example.co.uk`); enough to tell organisations apart. */
const SHARED_LEVELS: ReadonlySet<string> = new Set(
  'ac co com edu gov gob go gv ltd me mil ne net nhs nom or org plc sch'.split(' '),
);

/** The host of an address; '' where it has none. */
export function domainOf(address: string): string {
  return address
    .slice(address.lastIndexOf('@') + 1)
    .replace(/[>.\s]+$/, '')
    .toLowerCase();
}

/**
 * The name that an organisation registered, as far as it can be told without the list of public suffixes:
 * `mail.example.co.uk` and `example.co.uk` belong together.
 */
export function organisationOf(host: string): string {
  const labels = host.toLowerCase().split('.').filter(Boolean);
  const [second = '', top = ''] = labels.slice(-2);
  const isShared = top.length === 2 && SHARED_LEVELS.has(second);
  return labels.slice(isShared ? -3 : -2).join('.');
}

/** A host in ASCII (punycode); as it is where it is none. */
export function asciiHost(host: string): string {
  try {
    return new URL(`https://${host}/`).hostname;
  } catch {
    return host; // not a host at all: shown as it stands
  }
}
