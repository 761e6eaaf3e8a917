import type { Say } from '../../../../shared/language/say.ts';
export interface LinkParts {
  readonly mail: boolean;
  readonly before: string;
  /** In ASCII (punycode): look-alike letters cannot hide in it. */
  readonly host: string;
  /** Decoded, so that what is meant can be read. */
  readonly after: string;
}

/** The parts of an address for showing. Nothing is left out. */
export function linkParts(url: string): LinkParts {
  const parsed = new URL(url);
  if (parsed.protocol === 'mailto:') {
    return { mail: true, before: 'mailto:', host: decode(parsed.pathname), after: decode(parsed.search) };
  }
  const user = parsed.username ? `${parsed.username}${parsed.password ? `:${parsed.password}` : ''}@` : '';
  return {
    mail: false,
    before: `${parsed.protocol}//${user}`,
    host: parsed.host,
    after: decode(`${parsed.pathname}${parsed.search}${parsed.hash}`),
  };
}

/** What is odd about an address; `named` are other hosts that the link's own text names. */
export function linkWarnings(url: string, named: readonly string[], say: Say): readonly string[] {
  const parsed = new URL(url);
  const [other] = named;
  return [
    other
      ? say('The link’s text names {other}, but it leads to {host}.', { other, host: parsed.hostname })
      : '',
    /(?:^|\.)xn--/.test(parsed.hostname)
      ? say('This host has letters of another script; it is shown in its ASCII form.')
      : '',
    parsed.username ? say('What stands before the @ is a user name, not the host.') : '',
  ].filter(Boolean);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not valid UTF-8 behind the percent signs: shown as it is
  }
}
