import type { NewFolder, NewMessage } from '../store/content.ts';

/** A folder of the mailbox to be; `under` is the place of its parent in the list, null for the top. */
export interface FolderPlace {
  readonly name: string;
  readonly under: number | null;
  readonly role?: NonNullable<NewFolder['role']>;
}

/** Places of the folders that mail is sorted into by what it is. */
export const INBOX = 0;
export const DRAFTS = 1;
export const SENT = 2;
export const DELETED = 3;
/** Where the folders that `folders` counts begin; Junk E-mail and Archive are the first two of them. */
export const FIRST_EXTRA = 4;
export const JUNK = FIRST_EXTRA;
const ARCHIVE = FIRST_EXTRA + 1;
/** From here on, folders get mail of all kinds. */
export const FIRST_PROJECT = FIRST_EXTRA + 2;

const WELL_KNOWN: readonly FolderPlace[] = [
  { name: 'Inbox', under: null, role: 'inbox' },
  { name: 'Drafts', under: null, role: 'drafts' },
  { name: 'Sent Items', under: null, role: 'sentitems' },
  { name: 'Deleted Items', under: null, role: 'deleteditems' },
];
const PROJECTS = [
  'Brattøra',
  'Leverandører',
  'Ilsvika',
  'Kai 3 & 4',
  'Møter',
  'Kitaminato 北港',
  'Чорномор',
  'Offers',
] as const;
const PARTS = ['Drawings', 'Minutes', 'Invoices'] as const;

/** The name with a number once the list of names has been used up. */
function numbered(names: readonly string[], place: number): string {
  const round = Math.floor(place / names.length);
  const name = names[place % names.length] ?? 'Folder';
  return round === 0 ? name : `${name} ${round + 1}`;
}

/** Of three folders one is a project in the Inbox, one a part of that project, one a year in the Archive. */
function projectPlace(step: number): FolderPlace {
  const round = Math.floor(step / 3);
  const project = FIRST_PROJECT + round * 3;
  switch (step % 3) {
    case 0:
      return { name: numbered(PROJECTS, round), under: INBOX };
    case 1:
      return { name: numbered(PARTS, round % PARTS.length), under: project };
    default:
      return { name: String(2025 - round), under: ARCHIVE };
  }
}

/** The folders of a mailbox: the well-known ones that hold mail, and `extra` more. Parents stand before their children. */
export function folderPlaces(extra: number): readonly FolderPlace[] {
  const fixed: readonly FolderPlace[] = [
    { name: 'Junk E-mail', under: null },
    { name: 'Archive', under: null },
  ];
  const projects = Array.from({ length: Math.max(0, extra - fixed.length) }, (_, step) => projectPlace(step));
  return [...WELL_KNOWN, ...fixed.slice(0, extra), ...projects];
}

/** Builds the tree; `messagesOf` is asked once for each place. */
export function folderTree(
  places: readonly FolderPlace[],
  messagesOf: (place: number) => Iterable<NewMessage>,
): readonly NewFolder[] {
  const childrenOf = (parent: number | null): readonly NewFolder[] =>
    places.flatMap(({ name, under, role }, place) =>
      under === parent
        ? [
            {
              name,
              ...(role === undefined ? {} : { role }),
              messages: messagesOf(place),
              folders: childrenOf(place),
            },
          ]
        : [],
    );
  return childrenOf(null);
}
