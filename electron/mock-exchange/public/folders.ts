import { dateField } from '../generate/header-fields.ts';
import { type Random, randomFor } from '../generate/random.ts';
import { HTTPMAIL } from '../../../shared/exchange/names.ts';
import { composeContent } from '../store/composed.ts';
import type { NewFolder, NewMessage } from '../store/content.ts';
import type { StoredProperty } from '../store/nodes.ts';
import { text } from '../store/values.ts';

/** What decides the tree: the same wish gives the same folders and posts. */
export interface PublicWish {
  readonly seed: number;
  /** ms; the newest post is hours old. */
  readonly now: number;
  /** Domain of those who post. */
  readonly domain: string;
}

interface FolderPlan {
  readonly name: string;
  readonly folderClass?: string;
  /** Subjects of the posts. */
  readonly posts: readonly string[];
  readonly folders?: readonly FolderPlan[];
}

const TREE: readonly FolderPlan[] = [
  {
    name: 'Company',
    posts: ['Welcome to the public folders'],
    folders: [
      {
        name: 'Announcements',
        posts: [
          'Office closed on Friday',
          'New access cards from Monday',
          'Parking: please read',
          'Fire drill at 10:00',
        ],
      },
      { name: 'Canteen', posts: ['Menu of the week', 'Lost: blue lunch box', 'Menu of next week'] },
      { name: 'Telephone list', folderClass: 'IPF.Contact', posts: [] },
    ],
  },
  {
    name: 'Projects',
    posts: [],
    folders: [
      {
        name: 'Brattøra',
        posts: ['Minutes of the site meeting', 'Drawings, revision C', 'Re: Drawings, revision C'],
      },
      { name: 'Kai 3 & 4', posts: ['Tide table', 'Crane inspection'] },
    ],
  },
  { name: 'Møterom', folderClass: 'IPF.Appointment', posts: [] },
];
const AUTHORS = ['Ingrid Moen', 'Tomas Berg', 'Sofia Lund', 'Reception'] as const;
const CLOSINGS = ['Regards', 'Have a good day', 'Thank you', 'Questions to the reception'] as const;
const HOUR = 3_600_000;

/** A small public folder tree: folders of mail, contacts and appointments, two levels deep, with a dozen posts. */
export function publicFolders(wish: PublicWish): readonly NewFolder[] {
  let count = 0;
  const folderOf = ({ name, folderClass = 'IPF.Note', posts, folders = [] }: FolderPlan): NewFolder => ({
    name,
    folderClass,
    messages: posts.map((subject) => postOf(wish, subject, ++count)),
    folders: folders.map(folderOf),
  });
  return TREE.map(folderOf);
}

function postOf({ seed, now, domain }: PublicWish, subject: string, place: number): NewMessage {
  const random = randomFor(seed, place, 0x7075);
  const posted = Math.floor((now - place * 9 * HOUR - random.int(8) * HOUR) / 1000) * 1000;
  return {
    content: composeContent(fieldsOf(random, { subject, posted, place, domain })),
    received: posted,
    read: true,
  };
}

interface Post {
  readonly subject: string;
  readonly posted: number;
  readonly place: number;
  readonly domain: string;
}

function fieldsOf(
  random: Random,
  { subject, posted, place, domain }: Post,
): ReadonlyMap<string, StoredProperty> {
  const author = random.pick(AUTHORS);
  const values: Readonly<Record<string, string>> = {
    subject,
    from: `"${author}" <${author.split(' ')[0]?.toLowerCase() ?? ''}@${domain}>`,
    date: dateField(posted, 0),
    'message-id': `<public.${place}.${random.int(0x1_0000_0000).toString(16)}@${domain}>`,
    textdescription: `${subject}.\r\n\r\nThis was posted for everybody.\r\n\r\n${random.pick(CLOSINGS)}\r\n${author}\r\n`,
  };
  return new Map(
    Object.entries(values).map(([name, value]) => [
      HTTPMAIL + name,
      { as: { namespace: HTTPMAIL, name }, value: text(value) },
    ]),
  );
}
