import * as v from 'valibot';
import { useEffect, useRef } from 'react';
import type { AccountSummary } from '../../../shared/contracts/main.ts';
import {
  type KnownMail,
  newMail,
  newMailNotices,
  sameness,
  toldUpTo,
  type WatchedFolder,
} from '../../../shared/mail/new-mail.ts';
import { parseSender, shortName } from '../../components/format/sender.ts';
import { plainOf } from '../../components/format/text.ts';
import { useTellFailure } from '../../components/toasts.tsx';
import { askMain } from '../../hooks/ask-main.ts';
import { useServices } from '../../hooks/services.ts';
import { useFolderNotices } from '../../hooks/use-folder-notices.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useSay } from '../../hooks/use-say.ts';
import { useSettings } from '../../hooks/use-settings.tsx';
import { useStored } from '../../hooks/use-stored.ts';
import { localDay } from '../../store/days.ts';
import type { Reader } from '../../store/reader.ts';
import type { FolderRow } from '../../store/tables.ts';

/** So many of a folder are looked at: more at once are not told one by one anyway. */
const NEWEST = 60;
const NONE: Readonly<Record<string, number>> = {};
const isTimes = (value: unknown): value is typeof NONE => v.is(v.record(v.string(), v.number()), value);
const NO_FOLDERS: readonly FolderRow[] = [];

/** Has the system tell of mail that arrives: by the rows that the engine writes, so that nothing is asked for it. */
export function NewMailNotices({ accounts }: { readonly accounts: readonly AccountSummary[] }) {
  const { bridge, now, reader } = useServices();
  const say = useSay();
  const tellFailure = useTellFailure();
  const { newMail: how } = useSettings();
  const { isOn } = useFolderNotices();
  const [told, setTold] = useStored('mail-told', NONE, isTimes);
  const known = useRef<KnownMail>({ seen: new Set(), since: told });
  const folders = useLive('folders', () => reader.folders()) ?? NO_FOLDERS;
  const own = new Set(accounts.filter(({ demo }) => !demo).map(({ id }) => id));
  const watched = folders.filter(
    (folder) => own.has(folder.accountId) && folder.root === undefined && isOn(folder),
  );
  const ids = watched.map(({ id }) => id);
  const state = useLive(`new mail ${ids.join('\n')}`, () => look(reader, ids, now()));
  const judge = useLatest(({ looked, moved }: NonNullable<typeof state>) => {
    const { seen, since } = known.current;
    const result = newMail(looked, { seen: new Set([...seen, ...moved]), since }, now());
    known.current = result.known;
    const ends = { ...told, ...toldUpTo(looked, told, now()) };
    if (JSON.stringify(ends) !== JSON.stringify(told)) setTold(ends);
    const nameOf = (id: string) => accounts.find((each) => each.id === id)?.name ?? '';
    const senderOf = (from: string) => plainOf(shortName(parseSender(from)));
    return newMailNotices(result.news, how, nameOf, senderOf, say).map((notice) => ({
      ...notice,
      body: plainOf(notice.body),
    }));
  });
  useEffect(() => {
    if (!state) return;
    const tell = async () => {
      for (const notice of judge(state)) await askMain(bridge, 'notice.mail', notice);
    };
    void tell().catch(tellFailure);
  }, [state, judge, bridge, tellFailure]);
  return null;
}

/** The newest messages of these folders, and what this Retinue moves: that is no news where it comes to lie. */
async function look(
  reader: Reader,
  folderIds: readonly string[],
  now: number,
): Promise<{ readonly looked: readonly WatchedFolder[]; readonly moved: readonly string[] }> {
  // Clocks of servers may be a little ahead of ours.
  const tomorrow = -(localDay(now) + 1);
  const looked = await Promise.all(
    folderIds.map(async (folderId) => {
      const cursor = await reader.cursor(folderId);
      const newest = await reader.rows(folderId, tomorrow, 0, NEWEST);
      return { folderId, complete: cursor?.next === null, newest };
    }),
  );
  const changes = await reader.changes();
  const moved = changes.filter(({ task }) => task.kind === 'move').map(({ row }) => sameness(row));
  return { looked, moved };
}
