/**
 * What Exchange writes and XML forbids, mended in the text before the parser sees it (reference 8): references to
 * and raw characters outside XML 1.0 (spam subjects, Palm-synced items) are dropped, so that one row never costs the
 * listing; element names that begin with a digit under a `…/mapi/id/…` namespace get the escape that the server
 * itself accepts in requests (`_x0030_x8101`), which `restoredName` undoes.
 */
export interface XmlRepair {
  /** Mended text; what may be the start of something to mend is held back until the next call. */
  write(text: string): string;
  /** What was held back. */
  end(): string;
}

/** The longest thing that can straddle two chunks: a reference or the beginning of a tag. */
const HELD_CHARS = 128;

export function createXmlRepair(): XmlRepair {
  let held = '';
  let root: string | null = '';
  let digitNames: RegExp | null = null;

  /** Namespaces are declared on the root element; its tag is read before anything is let through. */
  const learn = (text: string): string => {
    if (root === null) return text;
    root += text;
    if (!/<[A-Za-z_][^>]*>/.test(root) && root.length < 64 * 1024) return '';
    const prefixes = [...root.matchAll(/xmlns:([\w.-]+)\s*=\s*["'][^"'<>]*\/mapi\/id\//g)].map((m) => m[1]);
    if (prefixes.length > 0) digitNames = new RegExp(`(</?(?:${prefixes.join('|')}):)([0-9])`, 'g');
    const whole = root;
    root = null;
    return whole;
  };
  const mend = (text: string) => {
    const characters = text
      .replace(/[^\t\n\r -\ufffd\u{10000}-\u{10ffff}]/gu, '')
      .replace(/&#(x?)([0-9a-f]+);/gi, (reference, hex: string, digits: string) =>
        isXmlCharacter(Number.parseInt(digits, hex ? 16 : 10)) ? reference : '',
      );
    return digitNames
      ? characters.replace(digitNames, (_all, start: string, digit: string) => `${start}_x003${digit}_`)
      : characters;
  };

  return {
    write(text) {
      const all = held + learn(text);
      const tail = all.slice(-HELD_CHARS);
      const start = Math.max(openAt(tail, '&', ';'), openAt(tail, '<', '>'));
      const cut = start < 0 ? all.length : all.length - tail.length + start;
      held = all.slice(cut);
      return mend(all.slice(0, cut));
    },
    end() {
      const rest = held + (root ?? '');
      held = '';
      return mend(rest);
    },
  };
}

/** A name as it can be written in XML. */
export function escapedName(local: string): string {
  return local.replace(/^[0-9]/, (digit) => `_x003${digit}_`);
}

/** A name as the server meant it: `_x0030_x8101` is `0x8101`. */
export function restoredName(local: string): string {
  return local.replace(/^_x003([0-9])_/, '$1');
}

function openAt(tail: string, opening: string, closing: string): number {
  const at = tail.lastIndexOf(opening);
  return at >= 0 && tail.indexOf(closing, at) < 0 ? at : -1;
}

function isXmlCharacter(code: number): boolean {
  return (
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}
