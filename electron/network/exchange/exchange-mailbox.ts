import type { Dialect } from '../dialect.ts';
import type { Session } from '../session.ts';
import { fetchBody } from './body.ts';
import type { Capabilities } from './capabilities.ts';
import type { Discovery } from './discovery.ts';
import { setMark } from './flags.ts';
import { listFolders } from './folders.ts';
import { moveItems, removeItems } from './move-items.ts';
import { listIdentities, listMarked, listMessages } from './messages.ts';
import { searchMessages } from './search-messages.ts';

export interface ExchangeMailboxOptions {
  readonly session: Session;
  readonly capabilities: Capabilities;
  readonly discovery: (signal: AbortSignal) => Promise<Discovery>;
}

/** Reading a mailbox on Exchange. */
export function createExchangeMailbox({ session, capabilities, discovery }: ExchangeMailboxOptions): Dialect {
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
    identities: (folder, which, signal) => listIdentities(session, folder, which, signal),
    search: (query, signal) => searchMessages({ session, capabilities, discovery }, query, signal),
    body: (request, signal) => fetchBody(session, request, capabilities, signal),
    marked: (folder, signal) => listMarked(session, folder, signal),
    setMark: (folder, items, mark, signal) => setMark(session, folder, items, mark, capabilities, signal),
    move: (folder, items, target, signal) =>
      moveItems(session, { folder, items, target }, capabilities, signal),
    remove: (folder, items, signal) => removeItems(session, { folder, items }, capabilities, signal),
  };
}
