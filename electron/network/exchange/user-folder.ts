import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { Root, UserFolder } from '../../../shared/mail/roots.ts';
import type { FolderRole } from '../../../shared/mail/types.ts';
import { collectionPath, comparablePath, identityPath, lastSegment } from '../dav/href.ts';
import type { ListedPerson } from '../dav/people.ts';
import { propfind } from '../dav/propfind.ts';
import { failureOf } from '../failure-of.ts';
import type { Session } from '../session.ts';
import { discover, type Discovery } from './discovery.ts';
import { findPeople } from './find-people.ts';
import { P, textOf } from './properties.ts';

/** Where somebody's mailbox is, and what they are called. */
interface Owner {
  readonly name: string;
  /** With a trailing slash. */
  readonly root: string;
}

/**
 * Another user's folder as a root: the mailbox is found by the alias or the address (reference 1.1), the folder by what
 * the mailbox says of itself, never by its name. Whether one may read it is asked at once.
 */
export async function findUserFolder(
  session: Session,
  own: Discovery,
  { user, folder }: { readonly user: string; readonly folder: UserFolder },
  signal: AbortSignal,
): Promise<Root> {
  const owner = await findOwner(session, own, user.trim(), signal);
  if (comparablePath(owner.root) === comparablePath(own.root)) throw fail('invalid-input', YOURSELF);
  const href = folder === 'whole' ? owner.root : await folderOf(session, owner, folder, signal);
  const { response } = await allowed(
    owner,
    propfind(session, href, [P.displayName], folder === 'whole' ? 'mailbox' : 'folder', signal),
  );
  const name = folder === 'whole' ? owner.name : textOf(response.found, P.displayName) || lastSegment(href);
  return { kind: 'user', path: identityPath(href), href, name, owner: owner.name, whole: folder === 'whole' };
}

/** Asks the address list. Where OWA says nothing (a filter before it, no rights), what was typed is tried as it is. */
async function findOwner(
  session: Session,
  { root }: Discovery,
  user: string,
  signal: AbortSignal,
): Promise<Owner> {
  if (user === '' || /[/\\]/.test(user)) throw fail('invalid-input', NOBODY(user));
  const parts = root.split('/').filter(Boolean);
  const ownerOf = ({ alias, name }: ListedPerson): Owner => ({
    name: name || alias,
    root: `/${[...parts.slice(0, -1), encodeURIComponent(alias)].join('/')}/`,
  });
  const alias = user.replace(/@.*$/, '');
  const byAlias = await findPeople(session, root, { AN: alias }, signal);
  const wanted = user.toLowerCase();
  const exact = byAlias.find(
    (person) => person.alias.toLowerCase() === wanted || person.address.toLowerCase() === wanted,
  );
  if (exact) return ownerOf(exact);
  const byName = user.includes('@') ? [] : await findPeople(session, root, { DN: user }, signal);
  const named = byName.filter(({ name }) => name.toLowerCase() === wanted);
  const people = named.length > 0 ? named : byName;
  const [first] = people;
  if (people.length > 1) throw fail('conflict', several(people));
  return first ? ownerOf(first) : ownerOf({ alias: user, name: user, address: user });
}

/** Where the folder is. Without rights at the top of a mailbox, its hidden part still tells (reference 1.2). */
async function folderOf(
  session: Session,
  owner: Owner,
  role: FolderRole & UserFolder,
  signal: AbortSignal,
): Promise<string> {
  const ask = (path: string) => discover(session, path, signal);
  const found = await allowed(
    owner,
    ask(owner.root).catch(async (thrown: unknown) => {
      if (failureOf(thrown)?.kind !== 'forbidden') throw thrown;
      return await ask(`${owner.root}NON_IPM_SUBTREE`);
    }),
  );
  const href = found.folders.get(role);
  if (href === undefined)
    throw fail('not-found', told('The mailbox of {name} names no such folder.', { name: owner.name }));
  return collectionPath(href);
}

async function allowed<T>({ name }: Owner, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure?.kind === 'not-found')
      throw fail('not-found', NOBODY(name), { status: failure.status ?? 404 });
    if (failure?.kind === 'forbidden')
      throw fail(
        'forbidden',
        told(
          '{name} has not let you into this folder (403). Retinue added nothing. Ask {name} for the right to read it.',
          { name },
        ),
        { status: 403 },
      );
    throw thrown;
  }
}

function several(people: readonly ListedPerson[]) {
  const some = people.slice(0, 5).map(({ name, address }) => `${name} (${address})`);
  return told(
    'Several people are called so: {people}{others, select, some { and others} other {}}. Retinue added nothing. Enter the address of the one you mean.',
    { people: some.join(', '), others: people.length > some.length ? 'some' : 'none' },
  );
}

const NOBODY = (user: string) =>
  told(
    "The server knows no mailbox of “{user}” (404). Retinue added nothing. Enter the person's address or the name of the mailbox.",
    { user },
  );
const YOURSELF = told('This is your own mailbox. Its folders are in the list already.');
