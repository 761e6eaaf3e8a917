import {
  DAV,
  EXCHANGE,
  HTTPMAIL,
  PR_DELETED_COUNT_TOTAL,
  PROPTAG,
  REPL,
} from '../../../shared/exchange/names.ts';
import { statedSize } from './mapi-size.ts';
import { type Folder, itemCount, unreadCount } from './nodes.ts';
import { isPublicStore } from './public-store.ts';
import { flag, int, type PropValue, text } from './values.ts';
import { folderUrl, mailboxUrl, type Place, submissionUrl } from './urls.ts';
import { ROLES } from './well-known.ts';

type FolderReader = (folder: Folder, place: Place) => PropValue | undefined;

/** Properties of folders (reference 4.4) and, on the root, the well-known folders (1.2), by canonical name. */
export const FOLDER_PROPERTIES: ReadonlyMap<string, FolderReader> = new Map<string, FolderReader>([
  [`${DAV}contentclass`, (folder) => text(`urn:content-classes:${contentClass(folder.folderClass)}`)],
  [`${DAV}getcontenttype`, () => text('application/octet-stream')],
  [`${DAV}visiblecount`, (folder) => int(itemCount(folder))],
  [`${DAV}objectcount`, (folder) => int(itemCount(folder))],
  [`${DAV}childcount`, (folder) => int(itemCount(folder) + visibleFolders(folder))],
  [`${DAV}haschildren`, (folder) => flag(itemCount(folder) + visibleFolders(folder) > 0)],
  [`${DAV}hassubs`, hasSubfolders],
  [`${DAV}nosubs`, () => flag(false)],
  [`${HTTPMAIL}unreadcount`, exceptPublic((folder) => int(unreadCount(folder)))],
  [`${EXCHANGE}outlookfolderclass`, (folder) => text(folder.folderClass)],
  [`${EXCHANGE}foldersize`, exceptPublic((folder) => int(sizeOf(folder)))],
  [
    `${REPL}contenttag`,
    (folder, place) => text(`"${place.mailbox.replica}-${folder.id.toString(16)}-${folder.changes}"`),
  ],
  [PROPTAG + PR_DELETED_COUNT_TOTAL, (folder) => int(folder.deletedTotal)],
  [`${PROPTAG}x67510003`, (folder) => int(folder.nextArticle)],
  [`${PROPTAG}x67520003`, (folder) => int(folder.nextArticle - 1)],
  [
    `${PROPTAG}x36e5001f`,
    (folder) =>
      text(folder.folderClass === 'IPF.Note' ? 'IPM.Note' : folder.folderClass.replace('IPF', 'IPM')),
  ],
  ...wellKnown(),
]);

/** Counts that the public store does not keep (reference 8). */
function exceptPublic(read: FolderReader): FolderReader {
  return (folder, place) => (isPublicStore(place.mailbox) ? undefined : read(folder, place));
}

/** The public store only says it of folders that have some (reference 8). */
function hasSubfolders(folder: Folder, { mailbox }: Place): PropValue | undefined {
  const has = visibleFolders(folder) > 0;
  return has || !isPublicStore(mailbox) ? flag(has) : undefined;
}

/** Read-only URLs on the root and on NON_IPM_SUBTREE; absent everywhere else. */
function wellKnown(): readonly (readonly [string, FolderReader])[] {
  const onRoot =
    (url: (place: Place) => string | undefined): FolderReader =>
    (folder, place) => {
      if (folder.parent !== null && !folder.hidden) return undefined;
      const value = url(place);
      return value === undefined ? undefined : text(value);
    };
  const roles = ROLES.map((role): readonly [string, FolderReader] => [
    HTTPMAIL + role,
    onRoot((place) => {
      const folder = place.mailbox.roles.get(role);
      return folder && folderUrl(place, folder);
    }),
  ]);
  return [
    [`${HTTPMAIL}msgfolderroot`, onRoot(mailboxUrl)],
    [`${HTTPMAIL}sendmsg`, onRoot(submissionUrl)],
    ...roles,
  ];
}

function contentClass(folderClass: string): string {
  switch (folderClass) {
    case 'IPF.Contact':
      return 'contactfolder';
    case 'IPF.Appointment':
      return 'calendarfolder';
    case 'IPF.Task':
      return 'taskfolder';
    case 'IPF.StickyNote':
      return 'notefolder';
    case 'IPF.Journal':
      return 'journalfolder';
    default:
      return 'mailfolder';
  }
}

function visibleFolders(folder: Folder): number {
  let count = 0;
  for (const child of folder.folders.values()) if (!child.hidden) count++;
  return count;
}

function sizeOf(folder: Folder): number {
  let bytes = 0;
  for (const item of folder.items.values()) bytes += statedSize(item);
  return bytes;
}
