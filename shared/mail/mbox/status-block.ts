import type { StatusFields } from './marks.ts';

/** `open`: the message's last line has no end, and the newline in the mbox is not its own. */
export const OPEN_END = 'X-Mbox-Last-Line';

/** Fields that the writers of mail files add, and that no message came with. */
const STATUS = new Set(
  [
    'Status',
    'X-Status',
    'X-Mozilla-Status',
    'X-Mozilla-Status2',
    'X-Mozilla-Keys',
    'X-Keywords',
    OPEN_END,
  ].map((name) => name.toLowerCase()),
);
/** Thunderbird writes these among them. They say how the message came, and stay. */
const BESIDE = new Set(['x-account-key', 'x-uidl']);

interface Line {
  readonly text: string;
  readonly name: string | null;
}
export interface TakenApart {
  readonly fields: StatusFields;
  /** The header without them, as bytes. */
  readonly rest: Uint8Array;
}

/**
 * Takes the status fields out of a header. Thunderbird (and Retinue) write them as a block in front of the message, each
 * once: then a second one is the message's own and stays, so that the bytes come back as they were. Others (Python's
 * mailbox, mutt, pine, dovecot) put them anywhere: then all are taken.
 */
export function takeStatus(header: Uint8Array): TakenApart {
  // One character a byte, there and back.
  const lines = linesOf(latin1(header));
  const block = blockOf(lines);
  const isBlock = lines.slice(0, block).some(({ name }) => name === 'x-mozilla-status');
  return isBlock ? take(lines, (_line, at) => at < block, false) : take(lines, () => true, true);
}

/** How many lines stand in front of the message: known names, each once, each on one line. No writer has X-Keywords there. */
function blockOf(lines: readonly Line[]): number {
  const seen = new Set<string>();
  for (const [at, { name }] of lines.entries()) {
    const isOfBlock = name !== null && (STATUS.has(name) || BESIDE.has(name)) && name !== 'x-keywords';
    if (!isOfBlock || seen.has(name)) return at;
    seen.add(name);
  }
  return lines.length;
}

function take(
  lines: readonly Line[],
  mayTake: (line: Line, at: number) => boolean,
  isFolded: boolean,
): TakenApart {
  const fields = new Map<string, string>();
  let rest = '';
  let taken: string | null = null;
  for (const [at, line] of lines.entries()) {
    const isMore: boolean = isFolded && taken !== null && /^[ \t]/.test(line.text) && line.text.trim() !== '';
    if (isMore && taken !== null) {
      fields.set(taken, `${fields.get(taken) ?? ''} ${line.text.trim()}`);
      continue;
    }
    taken = line.name !== null && STATUS.has(line.name) && mayTake(line, at) ? line.name : null;
    if (taken === null) rest += line.text;
    else fields.set(taken, line.text.slice(line.text.indexOf(':') + 1).trim());
  }
  return { fields, rest: bytesOf(rest) };
}

function linesOf(text: string): readonly Line[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  return lines.map((line) => ({ text: line, name: /^([!-9;-~]+):/.exec(line)?.[1]?.toLowerCase() ?? null }));
}

/** One character a byte. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

/** The way back: what is not ASCII was written as something else before. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
