/**
 * The lines that iCalendar and vCard are made of: `NAME;PARAM=value:value`, folded at 75 octets (RFC 5545 section 3.1,
 * RFC 6350 section 3.3). Names and parameter names are in capitals; values stand as they came, escapes and all.
 */
export interface ContentLine {
  readonly name: string;
  /** The values of each parameter; those without a name of their own (vCard 2.1) are under ''. */
  readonly params: ReadonlyMap<string, readonly string[]>;
  readonly value: string;
}

/** A line has at most so many octets, its end not counted. */
const LINE_OCTETS = 75;

/** Whole lines of a text, however it ends its lines. Empty ones are left out. */
export function unfolded(text: string): readonly string[] {
  const whole = text.replace(/^\uFEFF/, '').replace(/(?:\r\n|\r|\n)[ \t]/g, '');
  return whole.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
}

/** A line taken apart; null where it is none. A group before the name ("item1.TEL") is left out. */
export function readLine(line: string): ContentLine | null {
  const head = /^(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)/.exec(line);
  if (!head?.[1]) return null;
  const params = new Map<string, readonly string[]>();
  let at = head[0].length;
  while (line[at] === ';') {
    const param = paramAt(line, at + 1);
    params.set(param.name, [...(params.get(param.name) ?? []), ...param.values]);
    at = param.end;
  }
  return line[at] === ':' ? { name: head[1].toUpperCase(), params, value: line.slice(at + 1) } : null;
}

function paramAt(line: string, from: number) {
  const name = /[^=;:,"]*/y;
  name.lastIndex = from;
  const word = name.exec(line)?.[0] ?? '';
  let at = from + word.length;
  if (line[at] !== '=') return { name: '', values: [word], end: endOfParam(line, at) };
  const values: string[] = [];
  do {
    const quoted = line[at + 1] === '"';
    const start = quoted ? at + 2 : at + 1;
    const end = quoted ? indexOr(line, '"', start) : plainEnd(line, start);
    values.push(uncaret(line.slice(start, end)));
    at = quoted ? endOfParam(line, end + 1, true) : end;
  } while (line[at] === ',');
  return { name: word.toUpperCase(), values, end: at };
}

function indexOr(line: string, mark: string, from: number): number {
  const at = line.indexOf(mark, from);
  return at === -1 ? line.length : at;
}

function plainEnd(line: string, from: number): number {
  const rest = /[^;:,]*/y;
  rest.lastIndex = from;
  return from + (rest.exec(line)?.[0].length ?? 0);
}

/** What stands between a closed quotation and the next mark is nothing. */
function endOfParam(line: string, from: number, orComma = false): number {
  const rest = orComma ? /[^;:,]*/y : /[^;:]*/y;
  rest.lastIndex = from;
  return from + (rest.exec(line)?.[0].length ?? 0);
}

/** RFC 6868: what a parameter cannot hold stands behind a caret. */
function uncaret(value: string): string {
  return value.replace(/\^([n^'])/g, (_, mark: string) => (mark === 'n' ? '\n' : mark === "'" ? '"' : '^'));
}

/** A parameter's value as it may be written, in quotation marks where it needs them. */
export function paramText(value: string): string {
  // Other control characters have no way to be written (RFC 5545 section 3.1).
  const plain = value
    .replace(/\r\n|\r/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/[\^"\n]/g, (mark) => (mark === '\n' ? '^n' : mark === '"' ? "^'" : '^^'));
  return /[;:,]/.test(plain) ? `"${plain}"` : plain;
}

/** The text behind a value's escapes (RFC 5545 section 3.3.11). */
export function unescaped(value: string): string {
  return value.replace(/\\([\\;,nN:"])/g, (_, mark: string) => (mark === 'n' || mark === 'N' ? '\n' : mark));
}

/** A text as a value. */
export function escaped(text: string): string {
  return text
    .replace(/\r\n|\r/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, ' ')
    .replace(/[\\;,\n]/g, (mark) => (mark === '\n' ? '\\n' : `\\${mark}`));
}

/** A value's pieces between marks that are not escaped; each still has its escapes. */
export function pieces(value: string, mark: ';' | ','): readonly string[] {
  const found: string[] = [];
  let start = 0;
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] === '\\') at += 1;
    else if (value[at] === mark) {
      found.push(value.slice(start, at));
      start = at + 1;
    }
  }
  return [...found, value.slice(start)];
}

/** Lines as a file has them: folded between characters, each with its end. */
export function folded(lines: readonly string[]): string {
  return lines.map((line) => `${foldedLine(line)}\r\n`).join('');
}

function foldedLine(line: string): string {
  let text = '';
  let octets = 0;
  for (const char of line) {
    const more = octetsOf(char);
    if (octets + more > LINE_OCTETS) {
      text += '\r\n ';
      octets = 1;
    }
    text += char;
    octets += more;
  }
  return text;
}

function octetsOf(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
