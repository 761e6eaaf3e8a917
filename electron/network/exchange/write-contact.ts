import { fail } from '../../../shared/errors.ts';
import { EXCHANGE } from '../../../shared/exchange/names.ts';
import { told } from '../../../shared/language/told.ts';
import { type Contact, type ListedContact, NO_CONTACT } from '../../../shared/people/contact.ts';
import { comparablePath, lastSegment, requestPath } from '../dav/href.ts';
import { moveOne } from '../dav/move.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import { propfind } from '../dav/propfind.ts';
import { type Patch, proppatch } from '../dav/proppatch.ts';
import { property } from '../dav/property.ts';
import { failureOf } from '../failure-of.ts';
import type { Session } from '../session.ts';
import { changedMeanwhile, ofContact, refuseUnfit } from './contact-faults.ts';
import { contactPatch } from './contact-patch.ts';
import { CONTENT_CLASS, FILE_AS, PROVIDED, SELECT, toListed } from './contact-properties.ts';
import type { Discovery } from './discovery.ts';
import { KIND_MOVE } from './move-items.ts';
import { P } from './properties.ts';

/** What makes an item a contact. It is nothing that its own writer has not read. */
const PERSON: Patch = [
  [CONTENT_CLASS, 'urn:content-classes:person'],
  [property(EXCHANGE, 'outlookmessageclass'), 'IPM.Contact'],
  [P.read, '1'],
];
const READ = [...SELECT, FILE_AS, PROVIDED.list, PROVIDED.bits];

/** A contact as it is read, and where and as what it was read before (null: it is new). */
export interface Saving {
  /** 32 hex digits, the name of a new one: saving again after a lost answer makes no second one. */
  readonly id: string;
  readonly kept: { readonly href: string; readonly etag: string } | null;
  readonly contact: Contact;
}

/**
 * Writes a contact, and gives what the server has then. Rejects as 'conflict' where somebody else changed it since it was
 * read; nothing is written then.
 */
export async function saveContact(
  session: Session,
  { contacts }: Discovery,
  { id, kept, contact }: Saving,
  signal: AbortSignal,
): Promise<ListedContact> {
  refuseUnfit(contact);
  if (kept) return await edit(session, { contacts, ...kept, contact }, signal);
  if (contacts === null) throw fail('unsupported', NO_FOLDER);
  const href = `${contacts}${id}.EML`;
  const isMade = await ofContact(href, () => make(session, href, contact, signal));
  // The name is this form's alone: an earlier try got through.
  return isMade
    ? await readContact(session, { contacts }, href, signal)
    : await edit(session, { contacts, href, etag: null, contact }, signal);
}

/** A contact as the server has it now. */
export async function readContact(
  session: Session,
  { contacts }: Pick<Discovery, 'contacts'>,
  href: string,
  signal: AbortSignal,
): Promise<ListedContact> {
  return listedOf(await ofContact(href, () => read(session, href, signal)), href, contacts);
}

/** Moves a contact to Deleted Items, as every Exchange client does, and gives its address there. */
export async function removeContact(
  session: Session,
  { folders }: Discovery,
  href: string,
  signal: AbortSignal,
): Promise<string> {
  const into = folders.get('deleted');
  if (into === undefined) throw fail('unsupported', NO_DELETED);
  return await ofContact(href, () => moveOne(session, href, into + nameIn(href), KIND_MOVE, signal));
}

/** Moves it back to where it was; another name is found where that one is taken. */
export async function restoreContact(
  session: Session,
  { contacts }: Discovery,
  { from, to }: { readonly from: string; readonly to: string },
  signal: AbortSignal,
): Promise<ListedContact> {
  const href = await ofContact(from, () => moveOne(session, from, to, KIND_MOVE, signal));
  return await readContact(session, { contacts }, href, signal);
}

/** False where something has the name already. */
async function make(session: Session, href: string, contact: Contact, signal: AbortSignal): Promise<boolean> {
  const patch = [...PERSON, ...contactPatch(NO_CONTACT, contact, new Map())];
  try {
    await proppatch(session, href, patch, signal, 'must be free');
    return true;
  } catch (thrown) {
    if (failureOf(thrown)?.status === 412) return false;
    throw thrown;
  }
}

interface Edit {
  readonly contacts: string | null;
  readonly href: string;
  /** null: nobody else can have changed it. */
  readonly etag: string | null;
  readonly contact: Contact;
}

async function edit(
  session: Session,
  { contacts, href, etag, contact }: Edit,
  signal: AbortSignal,
): Promise<ListedContact> {
  return await ofContact(href, async () => {
    const response = await read(session, href, signal);
    const now = listedOf(response, href, contacts);
    const patch = contactPatch(now, contact, response.found);
    // Perhaps an earlier try got through, whose answer was lost.
    if (patch.length === 0) return now;
    const is = now.kept?.etag ?? '';
    if (etag !== null && etag !== is) throw changedMeanwhile();
    await proppatch(session, href, patch, signal, is === '' ? 'must exist' : { etag: is });
    return listedOf(await read(session, href, signal), href, contacts);
  });
}

async function read(session: Session, href: string, signal: AbortSignal): Promise<DavResponse> {
  return (await propfind(session, href, READ, 'message', signal)).response;
}

/** By the address that was asked for: the answer may spell it otherwise. */
function listedOf({ found }: DavResponse, asked: string, contacts: string | null): ListedContact {
  const href = requestPath(asked);
  const folder = href.slice(0, href.lastIndexOf('/'));
  const isOwn = contacts !== null && comparablePath(folder) === comparablePath(contacts);
  return toListed({ href, status: null, found, refused: new Map() }, isOwn ? null : lastSegment(folder));
}

function nameIn(href: string): string {
  return href.slice(href.lastIndexOf('/') + 1);
}

const NO_FOLDER = told(
  'The server names no folder of contacts for this account. Nothing was saved. Keep the contact on this computer instead.',
);
const NO_DELETED = told(
  'The server names no folder for what is deleted, so Retinue left the contact where it is. Delete it with another program.',
);
