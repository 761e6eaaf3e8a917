import { toFailure } from '../../shared/errors.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { groupBy } from '../../shared/group-by.ts';
import { told } from '../../shared/language/told.ts';
import type { HeaderFields } from '../../shared/mail/types.ts';
import type { FolderRow, MessageId, MessageRow } from '../store/tables.ts';
import { detailOf, titled } from './engine-log.ts';
import type { SyncDeps } from './sync-deps.ts';

type Fields = ReadonlyMap<MessageId, HeaderFields>;
export type AskFields = (rows: readonly MessageRow[], folders: readonly FolderRow[]) => Promise<Fields>;

/** As many as go into one request. */
const AT_ONCE = 100;
/** New mail is not held up longer than this. */
const PATIENCE_MS = 20_000;
const NONE: Fields = new Map();

/** Whether something is laid down about mailing lists: only then it is worth asking which one a message came from. */
export function asksForLists({ lists, rules }: Filing): boolean {
  return (
    lists.some(({ on }) => on) ||
    rules.some(({ on, conditions }) => on && conditions.some((condition) => condition.on === 'list'))
  );
}

/**
 * Asks the server for header fields of messages that have just arrived. One that does not answer is asked no more: they are
 * judged without, and the error log says so.
 */
export function createAskFields(
  deps: Pick<SyncDeps, 'accountId' | 'network' | 'clock' | 'log' | 'signal'>,
): AskFields {
  const { accountId, network, clock, log, signal } = deps;
  let isAsking = true;
  const ask = async (folder: FolderRow, rows: readonly MessageRow[], until: AbortSignal): Promise<Fields> => {
    const items = rows.map(({ href, permanentUrl }) => ({ href, permanentUrl }));
    const args = { accountId, folder: folder.href, items };
    const answers = await network.call('messages.fields', args, { signal: until });
    return new Map(
      rows.flatMap(({ id }, nth) => {
        const fields = answers[nth];
        return fields ? [[id, fields] as const] : [];
      }),
    );
  };
  const askAll = async (rows: readonly MessageRow[], folders: readonly FolderRow[], until: AbortSignal) => {
    const known = new Map<MessageId, HeaderFields>();
    for (const [folderId, some] of groupBy(rows, (row) => row.folderId)) {
      const folder = folders.find(({ id }) => id === folderId);
      for (let at = 0; folder && at < some.length; at += AT_ONCE)
        for (const [id, fields] of await ask(folder, some.slice(at, at + AT_ONCE), until))
          known.set(id, fields);
    }
    return known;
  };
  return async (rows, folders) => {
    if (!isAsking || rows.length === 0) return NONE;
    const enough = new AbortController();
    const until = AbortSignal.any([signal, enough.signal]);
    void clock.wait(PATIENCE_MS, until).then(() => enough.abort());
    try {
      return await askAll(rows, folders, until);
    } catch (thrown) {
      // The account's work ends: the messages wait for the next start.
      if (signal.aborted) throw thrown;
      isAsking = false;
      await log({
        accountId,
        level: 'warning',
        ...titled(told('Mailing lists of new mail are not known')),
        ...told(
          'The server did not say from which mailing lists {count, plural, one {# new message} other {# new messages}} came. Retinue filed them by what it knows. If some belong elsewhere, choose Tools > Run Rules on This Folder.',
          { count: rows.length },
        ),
        detail: detailOf(toFailure(thrown)),
      });
      return NONE;
    } finally {
      enough.abort();
    }
  };
}
