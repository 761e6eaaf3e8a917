import type { Dialect } from '../dialect.ts';
import { comparablePath } from '../dav/href.ts';
import { createFolder, type FolderRoom, moveFolder, removeFolder } from '../folder-desk.ts';
import type { Session } from '../session.ts';
import { fetchBody } from './body.ts';
import type { Capabilities } from './capabilities.ts';
import { listChanges } from './changes.ts';
import type { Discovery } from './discovery.ts';
import { setMark } from './flags.ts';
import { listFolders } from './folders.ts';
import { moveItems, removeItems } from './move-items.ts';
import { itemFields } from './item-fields.ts';
import { MAIL_FOLDER } from './mail-folder.ts';
import { countMessages, listIdentities, listMarked, listMessages } from './messages.ts';
import { searchMessages } from './search-messages.ts';

export interface ExchangeMailboxOptions {
  readonly session: Session;
  readonly capabilities: Capabilities;
  readonly discovery: (signal: AbortSignal) => Promise<Discovery>;
}

/** Reading a mailbox on Exchange. */
export function createExchangeMailbox({ session, capabilities, discovery }: ExchangeMailboxOptions): Dialect {
  const room = async (signal: AbortSignal): Promise<FolderRoom> => {
    const { root, roles, server } = await discovery(signal);
    const special = [...roles.keys()];
    const isSpecial = (path: string) =>
      special.some((each) => `${each}/`.startsWith(`${comparablePath(path)}/`));
    // Exchange 2007 runs on IIS 7, whose request filter refuses double escapes by default.
    const isFiltered = server === 'Exchange 2007';
    return { dialect: 'exchange', session, root, isSpecial, isFiltered, body: MAIL_FOLDER };
  };
  return {
    async info(signal) {
      const { server, root } = await discovery(signal);
      const { enumerateAttachments } = capabilities;
      return {
        server,
        rootPath: root,
        capabilities: { enumerateAttachments, contentTags: true, noSearch: null },
      };
    },
    async *folders(signal) {
      return yield* listFolders(session, await discovery(signal), signal);
    },
    page: (folder, from, rows, signal, onReport) =>
      listMessages(session, folder, from, rows, signal, onReport),
    changes: (folder, since, signal, onReport) =>
      listChanges(session, capabilities, folder, since, signal, onReport),
    count: (folder, span, signal) => countMessages(session, folder, span, signal),
    identities: (folder, which, signal, span) => listIdentities(session, folder, which, signal, span),
    search: (query, signal) => searchMessages({ session, capabilities, discovery }, query, signal),
    body: (request, signal) => fetchBody(session, request, capabilities, signal),
    marked: (folder, signal) => listMarked(session, folder, signal),
    setMark: (folder, items, mark, signal) => setMark(session, folder, items, mark, capabilities, signal),
    fields: (folder, items, signal) => itemFields(session, folder, items, capabilities, signal),
    move: (folder, items, target, signal) =>
      moveItems(session, { folder, items, target }, capabilities, signal),
    remove: (folder, items, signal) => removeItems(session, { folder, items }, capabilities, signal),
    createFolder: async (parent, name, again, signal) =>
      await createFolder(await room(signal), parent, name, again, signal),
    moveFolder: async (folder, move, signal) => await moveFolder(await room(signal), folder, move, signal),
    removeFolder: async (folder, signal) => await removeFolder(await room(signal), folder, signal),
  };
}
