/** The value of the first header field of that name, unfolded and otherwise verbatim; undefined where it is absent. */
export function headerValue(rawHeaders: string, name: string): string | undefined {
  const pattern = new RegExp(`^${escapePattern(name)}[ \\t]*:[ \\t]*(.*(?:\\r?\\n[ \\t].*)*)`, 'im');
  const found = pattern.exec(rawHeaders)?.[1];
  return found?.replace(/\r?\n(?=[ \t])/g, '').trimEnd();
}

/** The names of all header fields, lower case, each once. */
export function headerNames(rawHeaders: string): readonly string[] {
  const names = [...rawHeaders.matchAll(/^([!-9;-~]+)[ \t]*:/gm)].map((each) =>
    (each[1] ?? '').toLowerCase(),
  );
  return [...new Set(names)];
}

/** The display names (or the addresses, where there is none) of an address list, joined as Exchange does. */
export function displayNames(list: string): string {
  return splitAddresses(list)
    .map((each) => nameOf(each) || addressOf(each))
    .join('; ');
}

/** `"Ada" <ada@example.com>` → `Ada`; empty where only an address stands there. */
export function nameOf(address: string): string {
  const name = /^(.*)<[^<>]*>\s*$/s.exec(address)?.[1]?.trim() ?? '';
  return /^".*"$/s.test(name) ? name.slice(1, -1).replace(/\\(.)/g, '$1') : name;
}

/** `"Ada" <ada@example.com>` → `ada@example.com`. */
export function addressOf(address: string): string {
  return (/<([^<>]*)>\s*$/.exec(address)?.[1] ?? address).trim();
}

/** Splits at commas outside of quotes and angle brackets. */
export function splitAddresses(list: string): readonly string[] {
  const found = list.match(/(?:"(?:\\.|[^"\\])*"|<[^>]*>|[^,])+/g) ?? [];
  return found.map((each) => each.trim()).filter((each) => each !== '');
}

function escapePattern(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
