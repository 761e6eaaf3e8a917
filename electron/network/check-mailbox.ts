import { toFailure } from '../../shared/errors.ts';
import { type Told, told } from '../../shared/language/told.ts';
import type { Clock } from './clock.ts';
import { options } from './dav/options.ts';
import { discover, type Discovery } from './exchange/discovery.ts';
import { readHeader } from './plain-dav/header.ts';
import { listMembers, type Members, NO_MARKS } from './plain-dav/members.ts';
import type { Session } from './session.ts';

/** A step of a check that went well. */
export interface Passed extends Told {
  readonly fact: string;
}
/** What a new account turned out to be. */
export type Found =
  | { readonly dialect: 'exchange'; readonly discovery: Discovery; readonly passed: Passed }
  | { readonly dialect: 'plain'; readonly members: Members; readonly passed: Passed };

/** Whether what is there speaks WebDAV (RFC 4918 section 10.1). */
export async function isWebDav(session: Session, path: string, signal: AbortSignal): Promise<boolean> {
  return (await options(session, path, signal)).dav !== '';
}

/**
 * Exchange where an Inbox is named at `root`, else a collection of files at the address itself, `plain`; `isExchange`: the
 * server has said that it is, and nothing else is tried. Rejects with why it is neither.
 */
export async function findMailbox(
  session: Session,
  {
    root,
    plain,
    isExchange,
  }: { readonly root: string; readonly plain: string; readonly isExchange: boolean },
  clock: Clock,
  signal: AbortSignal,
): Promise<Found> {
  try {
    const discovery = await discover(session, root, signal);
    const sentence = told('This is a mailbox on {server}.', { server: discovery.server });
    return {
      dialect: 'exchange',
      discovery,
      passed: { ...sentence, fact: `PROPFIND 207, ${discovery.elapsedMs} ms` },
    };
  } catch (thrown) {
    const { kind } = toFailure(thrown);
    if (isExchange || (kind !== 'unsupported' && kind !== 'not-found')) throw thrown;
  }
  const started = clock.now();
  const members = await listMembers(session, plain, signal);
  const { folders, messages } = members;
  const sentence = told(
    'This is a plain WebDAV server. Retinue reads the .eml files in it as mail: {folders, plural, one {# folder} other {# folders}} and {messages, plural, one {# message} other {# messages}} at the top. For sending it needs a mail server, which is asked for below.',
    { folders: folders.length, messages: messages.length },
  );
  return {
    dialect: 'plain',
    members,
    passed: { ...sentence, fact: `PROPFIND 207, ${clock.now() - started} ms` },
  };
}

/** The first bytes of one message: proves GET, which some servers let only others do. */
export async function plainReadingStep(
  session: Session,
  { messages, folders }: Members,
  clock: Clock,
  signal: AbortSignal,
): Promise<Passed> {
  const started = clock.now();
  let first = messages[0];
  for (const folder of folders.slice(0, FOLDERS_TRIED)) {
    if (first) break;
    first = (await listMembers(session, folder.href, signal)).messages[0];
  }
  if (!first) return { ...told('The folders can be read. No message is in the first of them.'), fact: '' };
  await readHeader(session, first, NO_MARKS, signal);
  return { ...told('A message can be read.'), fact: `GET, ${clock.now() - started} ms` };
}

/** A check is a few requests, not a walk. */
const FOLDERS_TRIED = 3;
