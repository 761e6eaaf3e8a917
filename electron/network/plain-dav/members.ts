import { collectionPath, identityPath, lastSegment, requestPath } from '../dav/href.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import { propfindMembers } from '../dav/propfind.ts';
import { keyOf } from '../dav/property.ts';
import { FLAG_PROPERTIES, flagOfMessage } from '../exchange/follow-up.ts';
import { categoriesOf } from '../exchange/marks.ts';
import { countOf, dateOf, flagOf, P, textOf } from '../exchange/properties.ts';
import { asNamed, plainName } from './plain-names.ts';
import { DAV } from '../../../shared/exchange/names.ts';
import type { MessageHeader } from '../../../shared/mail/types.ts';
import type { Session } from '../session.ts';

/** A member of a collection on a server that holds .eml files. */
export interface Member {
  /** Its identity: decoded, without origin and trailing slash. Case matters here. */
  readonly path: string;
  /** As it is asked for; of a collection with a trailing slash. */
  readonly href: string;
  readonly name: string;
  /** As sent; null where the server has none. */
  readonly etag: string | null;
  readonly size: number;
  /** ms since 1970; null where the server does not say. */
  readonly modified: number | null;
  /** What the server keeps of them. */
  readonly marks: MemberMarks;
}
/** The marks of a message, wherever they are kept. */
export type MemberMarks = Pick<MessageHeader, 'read' | 'flagged' | 'followUp' | 'categories'>;
/** Whether a message has a mark besides the read one. */
export function isMarked({ flagged, followUp, categories }: Omit<MemberMarks, 'read'>): boolean {
  return flagged || followUp !== undefined || categories.length > 0;
}

/** Of what is no message, or has none. */
export const NO_MARKS: MemberMarks = { read: false, flagged: false, categories: [] };

/** What is in a collection. */
export interface Members {
  readonly folders: readonly Member[];
  /** Newest first by the time of their last change; those without one come last. */
  readonly messages: readonly Member[];
}

/** Marks are the properties that Exchange has for them, kept as dead ones (RFC 4918 section 4.1). */
const MARKS = [P.read, ...FLAG_PROPERTIES.map(plainName), P.keywords];
const FACTS = [P.displayName, P.resourceType, P.contentType, P.contentLength, P.lastModified, P.etag];
/** What is asked of each member. */
export const ASKED = [...FACTS, ...MARKS];
const COLLECTION = keyOf(DAV, 'collection');

/** A collection as it was listed, and what it says of itself. */
export interface Listing {
  readonly members: Members;
  /** The properties of the collection itself; null where the answer does not tell of it. */
  readonly own: DavResponse['found'] | null;
}

/** Lists a collection in one request. What is neither a collection nor a message is left out. */
export async function listMembers(session: Session, href: string, signal: AbortSignal): Promise<Members> {
  return (await listCollection(session, href, signal)).members;
}

/** The same, for who lists it again and again. */
export async function listCollection(session: Session, href: string, signal: AbortSignal): Promise<Listing> {
  const own = identityPath(href);
  const collected = createMembers(own, { folders: [], messages: [] });
  let self: DavResponse['found'] | null = null;
  for await (const batch of propfindMembers(session, href, [...ASKED, P.syncToken], signal))
    for (const response of batch) {
      if (identityPath(response.href) === own) self = response.found;
      else collected.add(response);
    }
  return { members: collected.all(), own: self };
}

/** What a collection holds, from what it held and one answer after the other. */
export function createMembers(own: string, before: Members) {
  const folders = new Map(before.folders.map((each) => [each.path, each]));
  const messages = new Map(before.messages.map((each) => [each.path, each]));
  const remove = (path: string) => {
    folders.delete(path);
    messages.delete(path);
  };
  return {
    /** A server may name itself, somebody else's item, or one item twice. */
    add(response: DavResponse): void {
      const member = toMember(response);
      if (!isInside(own, member.path)) return;
      if (response.status === 404) remove(member.path);
      if ((response.status ?? 200) >= 400) return;
      remove(member.path);
      if (isCollection(response)) folders.set(member.path, { ...member, href: collectionPath(member.href) });
      else if (isMessage(response, member)) messages.set(member.path, member);
    },
    all: (): Members => ({
      folders: [...folders.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
      messages: [...messages.values()].sort(newestFirst),
    }),
  };
}

function toMember({ href, found }: DavResponse): Member {
  return {
    path: identityPath(href),
    href: requestPath(href),
    name: textOf(found, P.displayName) || lastSegment(href),
    etag: textOf(found, P.etag)?.trim() || null,
    size: countOf(found, P.contentLength) ?? 0,
    modified: dateOf(found, P.lastModified),
    marks: { read: flagOf(found, P.read), ...flagOfMessage(asNamed(found)), categories: categoriesOf(found) },
  };
}

/** Directly in it, one segment deeper: anything else would make the walk a circle. */
function isInside(folder: string, path: string): boolean {
  return path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/');
}

function isCollection({ href, found }: DavResponse): boolean {
  const type = found.get(P.resourceType.key);
  return type ? type.children.includes(COLLECTION) : href.endsWith('/');
}

/** By its type, or by its name where the server knows no types of mail. */
function isMessage({ found }: DavResponse, { path }: Member): boolean {
  const type = textOf(found, P.contentType) ?? '';
  return /^\s*message\/rfc822\b/i.test(type) || /\.eml$/i.test(path);
}

function newestFirst(a: Member, b: Member): number {
  return (b.modified ?? 0) - (a.modified ?? 0) || (a.path < b.path ? -1 : 1);
}
