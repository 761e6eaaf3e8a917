import type { FollowUp } from '../follow-up.ts';

/** What mail files on disk say of a message besides its bytes. */
export interface StoredMarks {
  readonly read: boolean;
  readonly flagged: boolean;
  /** Mail files of other programs have no room for it. */
  readonly followUp?: FollowUp;
  readonly answered: boolean;
  readonly forwarded: boolean;
  readonly draft: boolean;
  readonly categories: readonly string[];
}

/** A message that nobody looked at. */
export const NO_MARKS: StoredMarks = {
  read: false,
  flagged: false,
  answered: false,
  forwarded: false,
  draft: false,
  categories: [],
};

/** Bits of X-Mozilla-Status (nsMsgMessageFlags). */
const MOZILLA = {
  read: 0x0001,
  replied: 0x0002,
  marked: 0x0004,
  expunged: 0x0008,
  forwarded: 0x1000,
} as const;

/** What Thunderbird calls its own five tags. */
const LABELS: Readonly<Record<string, string>> = {
  $label1: 'Important',
  $label2: 'Work',
  $label3: 'Personal',
  $label4: 'To Do',
  $label5: 'Later',
};
/** Keywords that IMAP servers and clients set for themselves: nobody chose them as categories. */
const SERVICE_WORDS = new Set([
  'junk',
  'nonjunk',
  '$junk',
  '$notjunk',
  '$forwarded',
  '$mdnsent',
  '$hasattachment',
]);

/** Fields of a message that a mail file added, by lower-case name: the last of each. */
export type StatusFields = ReadonlyMap<string, string>;

/** What the status fields of an mbox say: Thunderbird's, and those that mutt, pine and Python's mailbox write. */
export function marksOf(fields: StatusFields): StoredMarks {
  const mozilla = mozillaBits(fields);
  const letters = `${fields.get('status') ?? ''}`;
  const more = `${fields.get('x-status') ?? ''}`;
  return {
    read: letters.includes('R') || (mozilla & MOZILLA.read) !== 0,
    flagged: more.includes('F') || (mozilla & MOZILLA.marked) !== 0,
    answered: more.includes('A') || (mozilla & MOZILLA.replied) !== 0,
    forwarded: (mozilla & MOZILLA.forwarded) !== 0,
    draft: more.includes('T'),
    categories: categoriesOf(fields),
  };
}

/** Deleted in Thunderbird, and still in the file because that was not compacted since: its person sees it nowhere. */
export function isExpunged(fields: StatusFields): boolean {
  return (mozillaBits(fields) & MOZILLA.expunged) !== 0;
}

/** The status fields that say so, in the order in which they are written. */
export function fieldsOf(marks: StoredMarks): readonly (readonly [name: string, value: string])[] {
  const bits =
    (marks.read ? MOZILLA.read : 0) |
    (marks.answered ? MOZILLA.replied : 0) |
    (marks.flagged ? MOZILLA.marked : 0) |
    (marks.forwarded ? MOZILLA.forwarded : 0);
  const more = `${marks.answered ? 'A' : ''}${marks.flagged ? 'F' : ''}${marks.draft ? 'T' : ''}`;
  return [
    ['X-Mozilla-Status', bits.toString(16).padStart(4, '0')],
    ['X-Mozilla-Status2', '00000000'],
    ['X-Mozilla-Keys', marks.categories.map(keywordOf).join(' ')],
    ['Status', marks.read ? 'RO' : 'O'],
    ['X-Status', more],
  ];
}

function mozillaBits(fields: StatusFields): number {
  const text = (fields.get('x-mozilla-status') ?? '').trim();
  return /^[0-9a-f]{1,8}$/i.test(text) ? Number.parseInt(text, 16) : 0;
}

function categoriesOf(fields: StatusFields): readonly string[] {
  const words = `${fields.get('x-mozilla-keys') ?? ''} ${fields.get('x-keywords') ?? ''}`.split(/[\s,]+/);
  const named = words.filter((word) => word !== '' && !SERVICE_WORDS.has(word.toLowerCase()));
  return [...new Set(named.map((word) => LABELS[word] ?? categoryOf(word)))];
}

/** A keyword is one word of ASCII: what a category has besides is written as in an address (RFC 3986). */
function keywordOf(category: string): string {
  const label = Object.keys(LABELS).find((key) => LABELS[key] === category);
  return label ?? encodeURIComponent(category);
}

function categoryOf(keyword: string): string {
  try {
    return decodeURIComponent(keyword);
  } catch {
    // A per cent sign of somebody else's: it means itself.
    return keyword;
  }
}
