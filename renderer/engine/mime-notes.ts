import type { MimeLeaf, MimeOutline } from '../../shared/mail/mime-outline.ts';
import { told, type Told } from '../../shared/language/told.ts';

/** Transfer encodings that exist (RFC 2045 section 6.1); x-uuencode is decoded by nobody here. */
const ENCODINGS = new Set(['', '7bit', '8bit', 'binary', 'base64', 'quoted-printable']);

/**
 * Honest sentences about what is wrong with a message's form: what happened, what Retinue did, what you can do.
 * Empty for a sound one. `text` is what will be shown, to see whether characters were lost.
 */
export function structureNotes(outline: MimeOutline, text: string): readonly Told[] {
  const shown = outline.leaves.filter((leaf) => leaf.mimeType.startsWith('text/') && !leaf.attached);
  return [
    ...(outline.cutShort ? [CUT_SHORT] : []),
    ...(outline.noParts ? [NO_PARTS] : []),
    ...unique(shown.flatMap((leaf) => encodingNote(leaf))),
    ...(outline.leaves.some((leaf) => leaf.damaged) ? [DAMAGED] : []),
    ...unique(shown.flatMap((leaf) => charsetNote(leaf))),
    ...(text.includes('\ufffd') ? [LOST_CHARACTERS] : []),
  ];
}

function encodingNote({ encoding }: MimeLeaf): readonly Told[] {
  if (ENCODINGS.has(encoding)) return [];
  return [
    told(
      'This message names a transfer encoding that Retinue does not know ({encoding}). Retinue shows the text as it came. The source shows the whole message.',
      { encoding: short(encoding) },
    ),
  ];
}

function charsetNote({ charset }: MimeLeaf): readonly Told[] {
  if (charset === null || isKnownCharset(charset)) return [];
  return [
    told(
      'This message names a character set that Retinue does not know ({charset}). Retinue read it as Western European text, so some characters may be wrong.',
      { charset: short(charset) },
    ),
  ];
}

/** Labels that the decoder knows, also with the vendor prefixes that mail programs add. */
function isKnownCharset(charset: string): boolean {
  const label = charset.trim().toLowerCase();
  const spellings = [label, label.replace(/^(?:x-|cs)/, ''), label.replace(/^cp(\d+)$/, 'windows-$1')];
  return spellings.some(canDecode) || /^(?:cp|ms|windows-?)(?:932|936|949|950)$/.test(label);
}

function canDecode(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false; // the constructor throws RangeError for a label that it does not know: that is the answer
  }
}

function unique(notes: readonly Told[]): readonly Told[] {
  return [...new Map(notes.map((note) => [note.sentence, note])).values()];
}

/** Something that the sender wrote, short enough for a sentence. */
function short(value: string): string {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value;
}

const CUT_SHORT = told(
  'This message ends before its last part is complete. Retinue shows what is there; something may be missing at the end.',
);
const NO_PARTS = told(
  'This message says that it has several parts, but the lines that divide them are missing. Retinue shows what it could tell apart. The source shows the whole message.',
);
const DAMAGED = told(
  'A part of this message is damaged: its encoding holds characters that do not belong there. Retinue decoded the rest, so this part may be incomplete.',
);
const LOST_CHARACTERS = told(
  'Some characters of this message could not be read, because it is not written in the character set that it names. Retinue shows � in their place.',
);

/** For a message without anything to read. */
export function nothingToRead(attachments: number): Told {
  return attachments > 0
    ? told('This message has no text of its own. What it brings is in its attachments.')
    : told(
        'This message has no text. Retinue looked through all of its parts and found nothing to read. The source shows it as it came.',
      );
}

export const NO_SENDER = told(
  'This message does not say who sent it. Retinue shows what the server knows. Be careful with what it asks for.',
);
export const UNREADABLE_SENDER = told(
  'The sender of this message is not written as an address. Retinue shows the line as it came.',
);
export const SEVERAL_SENDERS = told(
  'This message names its sender more than once. Retinue shows the first one, and cannot tell which is right.',
);
export const NO_DATE = told(
  'This message has no date of its own. Retinue shows when the server received it.',
);
export const UNREADABLE_DATE = told(
  'The date of this message cannot be read. Retinue shows when the server received it.',
);
export const UNREADABLE = told(
  'This message is built in a way that Retinue cannot take apart. Retinue shows its raw text. You can save it and open it in another program.',
);
