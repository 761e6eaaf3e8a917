import { nowhereOf } from '../../../renderer/store/rows.ts';
import type { RetinueDatabase } from '../../../renderer/store/database.ts';
import { daysAgree } from '../../unit/engine/bench.ts';
import { ACCOUNT, USER } from '../engine/house.ts';
import type { OtherClient, SeenMessage } from './other-client.ts';

/** Folders that hold no mail. */
const NO_MAIL = /^(?:Calendar|Contacts|Tasks|Notes|Journal)$/;
const ROOT = `/exchange/${USER}/`;

/** What the server holds, as another client reads it. */
export async function serverMessages(other: OtherClient): Promise<readonly SeenMessage[]> {
  const folders = (await other.folders()).filter(({ path }) => !NO_MAIL.test(path));
  return (await Promise.all(folders.map(({ path }) => other.messages(path)))).flat();
}

/** Where client and server differ, a line each: folders, their counts, messages, read state, days, what hangs about. */
export async function disagreements(
  database: RetinueDatabase,
  other: OtherClient,
): Promise<readonly string[]> {
  const listed = (await other.folders()).filter(({ path }) => !NO_MAIL.test(path));
  const theirs = listed.map(({ path, total, unread }) => `folder ${path}: ${total}/${unread}`);
  const folders = await database.folders.toArray();
  const ours = folders.map(
    ({ path, total, unread }) => `folder ${path.slice(ROOT.length)}: ${total}/${unread}`,
  );
  const line = (folder: string, subject: string, read: boolean) =>
    `${folder}: ${subject} ${read ? 'read' : 'unread'}`;
  const there = (await serverMessages(other)).map(({ folder, subject, read }) => line(folder, subject, read));
  const rows = await database.messages.toArray();
  const here = rows.map(({ folderId, subject, read }) =>
    line(folderId.slice(`${ACCOUNT}|${ROOT}`.length), subject, read),
  );
  const bodies = new Set(await database.bodies.toCollection().primaryKeys());
  for (const { id } of rows) bodies.delete(id);
  return [
    ...difference('server', theirs, 'here', ours),
    ...difference('server', there, 'here', here),
    ...(await daysAgree(database).then(
      () => [],
      (thrown: unknown) => [String(thrown)],
    )),
    ...rows
      .filter(({ folderId }) => folderId === nowhereOf(ACCOUNT))
      .map(({ subject }) => `nowhere: ${subject}`),
    ...[...bodies].map((id) => `body without its message: ${id}`),
  ];
}

/** Lines that one side has more often than the other. */
function difference(a: string, left: readonly string[], b: string, right: readonly string[]): string[] {
  const count = new Map<string, number>();
  for (const each of left) count.set(each, (count.get(each) ?? 0) + 1);
  for (const each of right) count.set(each, (count.get(each) ?? 0) - 1);
  return [...count].flatMap(([text, n]) => (n === 0 ? [] : [`only ${n > 0 ? a : b}: ${text}`]));
}
