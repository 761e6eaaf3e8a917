import { isSmart, type Reader } from '../../../store/reader.ts';

/**
 * The store as a list of conversations sees it: the rows of a folder are the heads of its conversations, and to act on
 * one that is closed is to act on all of it. Folders that gather mail of many show message by message.
 */
export function conversationReader(reader: Reader, open: ReadonlySet<string>): Reader {
  return {
    ...reader,
    days: (folderId, kept) => (isSmart(folderId) ? reader.days(folderId, kept) : reader.headDays(folderId)),
    rows: (folderId, nday, offset, limit, kept) =>
      isSmart(folderId)
        ? reader.rows(folderId, nday, offset, limit, kept)
        : reader.heads(folderId, nday, offset, limit),
    meant: (ids) => reader.under(ids, open),
    flat: reader,
  };
}
