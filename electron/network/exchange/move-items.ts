import type { FlagResult, MoveResult } from '../../../shared/contracts/network.ts';
import { type Failure, toFailure } from '../../../shared/errors.ts';
import type { ItemRef, MovedItem } from '../../../shared/mail/types.ts';
import { collectionPath, comparablePath, requestPath } from '../dav/href.ts';
import { bulk, moveOne, refusalOf, removeOne } from '../dav/move.ts';
import type { DavResponse } from '../dav/multistatus.ts';
import { concernsAll } from '../failure-of.ts';
import type { Session } from '../session.ts';
import { type Capabilities, isUnknownVerb } from './capabilities.ts';
import { findByMessageId } from './find-message.ts';

/** The server may choose another name, and never replaces what is there (reference 3.8). */
export const KIND_MOVE = { overwrite: 'F', 'allow-rename': 't' } as const;

export interface Removal {
  readonly folder: string;
  readonly items: readonly ItemRef[];
}
export interface Relocation {
  readonly folder: string;
  readonly items: readonly MovedItem[];
  readonly target: string;
}

/**
 * Moves messages of a folder into another one: one BMOVE, or a MOVE each where the server does not know the verb
 * (remembered). What is no longer there may have been moved by a request whose answer was lost, so it is looked for in
 * the target before its permanent URL is tried; nothing is ever copied, so nothing can be there twice.
 */
export async function moveItems(
  session: Session,
  { folder, items, target }: Relocation,
  capabilities: Capabilities,
  signal: AbortSignal,
): Promise<readonly MoveResult[]> {
  const into = collectionPath(requestPath(target));
  const landing = (item: ItemRef) => into + (requestPath(item.href).split('/').pop() ?? '');
  const byAddress = (item: ItemRef, path: string) =>
    tried(item, async () => await moveOne(session, path, landing(item), KIND_MOVE, signal));
  const answers = await tryBulk(session, 'BMOVE', { folder, items }, into, capabilities, signal);
  const first: MoveResult[] = [];
  for (const item of items) {
    const answer = answers?.get(comparablePath(item.href));
    const failure = answer ? refusalOf('BMOVE', answer) : null;
    const newHref = answer?.location === undefined ? landing(item) : requestPath(answer.location);
    first.push(
      answers
        ? { href: item.href, newHref: failure ? null : newHref, failure }
        : await byAddress(item, requestPath(item.href)),
    );
  }
  const gone = items.filter((_, nth) => isGone(first[nth]?.failure));
  const arrived = await findByMessageId(session, into, gone, signal);
  const results: MoveResult[] = [];
  for (const [nth, item] of items.entries()) {
    const result = first[nth];
    const there = item.messageId === null ? undefined : arrived.get(item.messageId.trim());
    if (result && !isGone(result.failure)) results.push(result);
    else if (there !== undefined) results.push({ href: item.href, newHref: there, failure: null });
    else if (item.permanentUrl !== null) results.push(await byAddress(item, requestPath(item.permanentUrl)));
    else if (result) results.push(result);
  }
  return results;
}

/** Removes messages of a folder for good: one BDELETE, or a DELETE each. What nobody finds any more is removed. */
export async function removeItems(
  session: Session,
  { folder, items }: Removal,
  capabilities: Capabilities,
  signal: AbortSignal,
): Promise<readonly FlagResult[]> {
  const answers = await tryBulk(session, 'BDELETE', { folder, items }, null, capabilities, signal);
  const results: FlagResult[] = [];
  for (const item of items) {
    const { href, permanentUrl } = item;
    const byAddress = (path: string) =>
      tried(item, async () => {
        await removeOne(session, path, {}, signal);
        return null;
      });
    const answer = answers?.get(comparablePath(href));
    let failure = answers
      ? answer
        ? refusalOf('BDELETE', answer)
        : null
      : (await byAddress(requestPath(href))).failure;
    if (isGone(failure) && permanentUrl !== null)
      failure = (await byAddress(requestPath(permanentUrl))).failure;
    results.push({ href, failure: isGone(failure) ? null : failure });
  }
  return results;
}

/** What the server said of each item, by address; an item that it did not speak of went well. null: one by one, then. */
async function tryBulk(
  session: Session,
  method: 'BMOVE' | 'BDELETE',
  { folder, items }: Removal,
  into: string | null,
  capabilities: Capabilities,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, DavResponse> | null> {
  const capability = method === 'BMOVE' ? 'bulkMove' : 'bulkDelete';
  if (items.length < 2 || !capabilities[capability]) return null;
  const verb = { method, root: method === 'BMOVE' ? 'D:move' : 'D:delete' } as const;
  const hrefs = items.map(({ href }) => requestPath(href));
  const headers = into === null ? {} : { ...KIND_MOVE, destination: session.origin + into };
  const from = collectionPath(requestPath(folder));
  try {
    const answers = await bulk(session, verb, from, hrefs, headers, signal);
    return new Map(answers.map((answer) => [comparablePath(answer.href), answer]));
  } catch (thrown) {
    // A filter that lets only known verbs pass answers 404 as if nothing were there (KB 309508).
    if (!isUnknownVerb(thrown) && !isGone(toFailure(thrown))) throw thrown;
    if (isUnknownVerb(thrown)) capabilities[capability] = false;
    return null;
  }
}

async function tried(item: ItemRef, work: () => Promise<string | null>): Promise<MoveResult> {
  try {
    return { href: item.href, newHref: await work(), failure: null };
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (failure.kind === 'bug' || concernsAll(failure)) throw thrown;
    return { href: item.href, newHref: null, failure };
  }
}

function isGone(failure: Failure | null | undefined): boolean {
  return failure?.kind === 'not-found';
}
