import { createHash } from 'node:crypto';
import type { Folder, FoldersEnd } from '../../../shared/mail/types.ts';
import { toFailure } from '../../../shared/errors.ts';
import { identityPath, lastSegment } from '../dav/href.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../session.ts';
import type { Listings } from './listings.ts';
import { type Member, type MemberMarks, type Members, NO_MARKS } from './members.ts';
import { roleByName } from './roles.ts';

/** A folder as it was listed; `members` null: it could not be listed now. */
export interface ListedFolder {
  readonly folder: Folder;
  readonly members: Members | null;
}

/** The marks of a message, by whoever keeps them. */
export type MarksOf = (message: Member) => MemberMarks;

/**
 * Walks the tree below a root, one request a collection (Depth: infinity is refused by many servers, and would be one
 * answer of any size). The root is a folder itself where messages lie in it. A collection that cannot be listed is
 * told without counts, and its own listing says why; only what concerns the whole server rejects. Where there are more
 * than Retinue walks through, the end says so.
 */
export async function* walkTree(
  session: Session,
  root: string,
  listings: Listings,
  marksOf: MarksOf,
  signal: AbortSignal,
): AsyncGenerator<ListedFolder, FoldersEnd, void> {
  const rootPath = identityPath(root);
  const top = await listings.list(session, root, signal);
  const hasInbox = top.folders.some(({ name }) => roleByName(name) === 'inbox');
  const rootMember: Member = {
    path: rootPath,
    href: root,
    name: lastSegment(root) || 'Mail',
    etag: null,
    size: 0,
    modified: null,
    marks: NO_MARKS,
  };
  if (top.messages.length > 0 || !hasInbox)
    yield told(rootMember, null, hasInbox ? 'none' : 'inbox', top, marksOf);
  const waiting = top.folders.map((member) => ({ member, depth: 1 }));
  let count = 0;
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { member, depth } = next;
    count += 1;
    if (count > LIMITS.plainFolders) return { cutAt: LIMITS.plainFolders };
    const parent = member.path.slice(0, member.path.lastIndexOf('/'));
    const role = depth === 1 ? roleByName(member.name) : 'none';
    const members = await listed(session, listings, member, signal);
    yield told(member, parent === rootPath ? null : parent, role, members, marksOf);
    if (members && depth < LIMITS.plainDepth)
      waiting.push(...members.folders.map((each) => ({ member: each, depth: depth + 1 })));
  }
  return null;
}

async function listed(
  session: Session,
  listings: Listings,
  { href }: Member,
  signal: AbortSignal,
): Promise<Members | null> {
  try {
    return await listings.list(session, href, signal);
  } catch (thrown) {
    if (isOfThisFolder(toFailure(thrown).kind)) return null;
    throw thrown;
  }
}

function isOfThisFolder(kind: string): boolean {
  return ['forbidden', 'not-found', 'conflict', 'malformed-response', 'too-large', 'server-fault'].includes(
    kind,
  );
}

function told(
  { path, href, name }: Member,
  parentPath: string | null,
  role: Folder['role'],
  members: Members | null,
  marksOf: MarksOf,
): ListedFolder {
  const unread = members?.messages.filter((message) => !marksOf(message).read).length ?? null;
  const total = members?.messages.length ?? null;
  const contentTag = members && tagOf(members, marksOf);
  return { folder: { path, href, parentPath, name, role, total, unread, contentTag }, members };
}

/** Changes when a message comes, goes, is written anew or marked: what a plain server has instead of a content tag. */
export function tagOf({ messages }: Members, marksOf: MarksOf): string {
  const hash = createHash('sha256');
  for (const message of messages) hash.update(`${stateOf(message, marksOf)}\n`);
  return hash.digest('base64url');
}

/** Equal for two listings of a message that has not changed in between. */
export function stateOf(message: Member, marksOf: MarksOf): string {
  const { path, etag, size, modified } = message;
  return JSON.stringify([path, etag ?? [size, modified], marksOf(message)]);
}
