import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { HTTPMAIL, SUBMISSION_SEGMENT } from '../../../shared/exchange/names.ts';
import type { FolderRole } from '../../../shared/mail/types.ts';
import { collectionPath, comparablePath, requestPath } from '../dav/href.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import { propfind } from '../dav/propfind.ts';
import { type Property, property } from '../dav/property.ts';
import type { Session } from '../session.ts';
import { P, textOf } from './properties.ts';

/** What a mailbox says of itself. */
export interface Discovery {
  /** For example "Exchange 2003". */
  readonly server: string;
  /** Path of the mailbox root, with a trailing slash, as it is asked for. */
  readonly root: string;
  /** Roles by `comparablePath`: names are in the language of the mailbox's first sign-in and mean nothing. */
  readonly roles: ReadonlyMap<string, FolderRole>;
  /** The same the other way round: where the folder of a role is, as it is asked for. */
  readonly folders: ReadonlyMap<FolderRole, string>;
  /** Where the Inbox is, as it is asked for. */
  readonly inbox: string;
  /** The folder of contacts, as it is asked for; null where the server names none. */
  readonly contacts: string | null;
  /** What a message is moved to so that it is sent (`sendmsg`; reference 5.1). */
  readonly submission: string;
  readonly elapsedMs: number;
}

const ROLES = [
  ['inbox', 'inbox'],
  ['drafts', 'drafts'],
  ['sentitems', 'sent'],
  ['deleteditems', 'deleted'],
  ['outbox', 'outbox'],
] as const;
const WELL_KNOWN = ROLES.map(([name, role]) => [property(HTTPMAIL, name), role] as const);
const INBOX = property(HTTPMAIL, 'inbox');
const CONTACTS_FOLDER = property(HTTPMAIL, 'contacts');
const SENDMSG = property(HTTPMAIL, 'sendmsg');

/**
 * Asks the mailbox root for its well-known folders (PROPFIND, Depth 0; reference 1.2). Rejects as 'unsupported' when
 * the server speaks WebDAV but is no Exchange.
 */
export async function discover(session: Session, root: string, signal: AbortSignal): Promise<Discovery> {
  return (await discoverAnd(session, root, [], signal)).discovery;
}

/** The same, and what the root says of some more properties, in the same request. */
export async function discoverAnd(
  session: Session,
  root: string,
  more: readonly Property[],
  signal: AbortSignal,
): Promise<{ readonly discovery: Discovery; readonly found: DavResponse['found'] }> {
  const names = [
    P.displayName,
    P.resourceType,
    ...WELL_KNOWN.map(([name]) => name),
    SENDMSG,
    CONTACTS_FOLDER,
    ...more,
  ];
  const { response, headers, elapsedMs } = await propfind(session, root, names, 'mailbox', signal);
  const inbox = textOf(response.found, INBOX);
  if (!inbox) throw notExchange(headers.get('ms-webstorage') !== undefined);
  const roles = new Map<string, FolderRole>();
  const folders = new Map<FolderRole, string>();
  for (const [name, role] of WELL_KNOWN) {
    const href = textOf(response.found, name);
    if (!href) continue;
    roles.set(comparablePath(href), role);
    folders.set(role, collectionPath(requestPath(href)));
  }
  const server = serverName(headers.get('ms-webstorage'));
  const contacts = textOf(response.found, CONTACTS_FOLDER);
  const submission = requestPath(
    textOf(response.found, SENDMSG) ?? `${collectionPath(root)}${SUBMISSION_SEGMENT}`,
  );
  const discovery: Discovery = {
    server,
    root: collectionPath(root),
    roles,
    folders,
    inbox: requestPath(inbox),
    contacts: contacts ? collectionPath(requestPath(contacts)) : null,
    submission,
    elapsedMs,
  };
  return { discovery, found: response.found };
}

/** The product by its banner (reference 0): 6.0 is Exchange 2000, 6.5 is 2003, 8 is 2007; early builds of 2000 send none. */
export function serverName(banner: string | undefined): string {
  const version = banner?.trim() ?? '';
  if (version.startsWith('6.0')) return 'Exchange 2000';
  if (version.startsWith('6.5')) return 'Exchange 2003';
  if (/^0?8\./.test(version)) return 'Exchange 2007';
  return 'Exchange';
}

/**
 * Where the mailbox is, from what a person entered: `/` and `/exchange` stand for the mailbox of the same name as the
 * user (alias, without domain), anything else is taken as it is.
 */
export function mailboxRoot(url: string, user: string): string {
  const path = requestPath(new URL(url).pathname);
  if (!/^\/(?:exchange\/?)?$/i.test(path)) return collectionPath(path);
  const alias = user.replace(/^.*\\/, '').replace(/@.*$/, '');
  return `/exchange/${encodeURIComponent(alias)}/`;
}

function notExchange(banner: boolean) {
  return banner
    ? fail(
        'unsupported',
        told(
          'This is an Exchange server, but the address is not the root of a mailbox. Retinue changed nothing. The root of a mailbox is often at /exchange/name/.',
        ),
      )
    : fail(
        'unsupported',
        told(
          'This server speaks WebDAV but is not Exchange: it names no Inbox. Retinue changed nothing there.',
        ),
      );
}
