import { assertNever } from '../errors.ts';
import { type Told, told } from '../language/told.ts';
import { utf8Length } from './compose/envelope-address.ts';
import type { DialectName } from './dialects.ts';

/** File systems end here (NAME_MAX), in bytes; Exchange and IIS take no longer part of an address either (260 characters). */
const NAME_BYTES = 255;
/** Line breaks and other controls, halves of characters, and what turns or hides the text beside it. */
const UNSEEN =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/u;
/** What the store writes in the place of characters that an address cannot hold (reference 1.3). */
const ESCAPES: readonly (readonly [string, string])[] = [
  ['/', '_xF8FF_'],
  ['\\', '_xF8FE_'],
  ['?', '_x003F_'],
  ['~', '_x007E_'],
  ['€', '_x0080_'],
];
/** Addresses at the top of a mailbox that mean something else to Exchange. */
const RESERVED = ['-flaturlspace-', '##davmailsubmissionuri##', 'non_ipm_subtree'];

/** A name as it is stored: one form of accents, without blanks around it. */
export function cleanFolderName(name: string): string {
  return name.normalize('NFC').trim();
}

/** How a clean name stands in an address, before it is percent-encoded. */
export function folderSegment(name: string, dialect: DialectName): string {
  switch (dialect) {
    case 'exchange':
      return ESCAPES.reduce((text, [from, to]) => text.split(from).join(to), name);
    case 'plain':
    case 'local':
      return name;
    default:
      return assertNever(dialect);
  }
}

/** Why a folder cannot be called so, as a sentence; null where it can. The name is a clean one. */
export function folderNameFault(name: string, dialect: DialectName): Told | null {
  if (name === '') return told('A folder needs a name. Enter one.');
  if (UNSEEN.test(name))
    return told(
      'This name holds characters that cannot be seen or that turn the direction of text. Retinue makes no folder with them. Type the name anew.',
    );
  // Windows servers drop it, and filters in front of them refuse "./" in an address (KB 309677).
  if (name.endsWith('.'))
    return told('The name of a folder cannot end with a dot: many servers drop it. Leave it out.');
  const bytes = utf8Length(folderSegment(name, dialect));
  if (bytes > NAME_BYTES)
    return told(
      'This name is too long for servers: it has {bytes} bytes, and {most} is the limit. Choose a shorter one.',
      { bytes, most: NAME_BYTES },
    );
  if (dialect !== 'exchange') return /[/\\]/.test(name) ? SLASH : null;
  if (/_x[0-9a-f]{4}_/i.test(name) || RESERVED.includes(name.toLowerCase()))
    return told('Exchange uses this name, or a part of it, for something else. Choose another one.');
  return null;
}

const SLASH = told(
  'These folders are folders of files, whose names cannot hold / or \\. Use another character.',
);

/** Whether two names beside each other are one to a server. */
export function isSameFolderName(a: string, b: string, dialect: DialectName): boolean {
  const key = (name: string) =>
    dialect === 'exchange' ? cleanFolderName(name).toLowerCase() : cleanFolderName(name);
  return key(a) === key(b);
}
