import type { FlagResult } from '../../../shared/contracts/network.ts';
import { toFailure } from '../../../shared/errors.ts';
import type { ItemRef, Mark } from '../../../shared/mail/types.ts';
import { collectionPath, comparablePath, requestPath } from '../dav/href.ts';
import { bulkProppatch, type Patch, proppatch } from '../dav/proppatch.ts';
import { concernsAll, failureOf } from '../failure-of.ts';
import type { Session } from '../session.ts';
import { type Capabilities, isUnknownVerb } from './capabilities.ts';
import { patchOf } from './marks.ts';

/**
 * Sets a mark of messages of one folder: one BPROPPATCH, or a PROPPATCH each where the server does not know
 * the verb (remembered). Every item has its own result; a whole request that fails (offline, 401) rejects.
 */
export async function setMark(
  session: Session,
  folder: string,
  items: readonly ItemRef[],
  mark: Mark,
  capabilities: Capabilities,
  signal: AbortSignal,
): Promise<readonly FlagResult[]> {
  const patch = patchOf(mark);
  const bulk =
    items.length > 1 && capabilities.bulkProppatch
      ? await tryBulk(session, folder, items, patch, capabilities, signal)
      : null;
  const results: FlagResult[] = [];
  for (const item of items) {
    const known = bulk?.get(comparablePath(item.href));
    // An item that the bulk request missed may have moved: its permanent URL finds it.
    if (bulk && known?.failure?.kind !== 'not-found')
      results.push({ href: item.href, failure: known?.failure ?? null });
    else results.push(await setOne(session, item, patch, signal));
  }
  return results;
}

async function tryBulk(
  session: Session,
  folder: string,
  items: readonly ItemRef[],
  patch: Patch,
  capabilities: Capabilities,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, FlagResult> | null> {
  const hrefs = items.map(({ href }) => requestPath(href));
  try {
    const answers = await bulkProppatch(session, collectionPath(requestPath(folder)), hrefs, patch, signal);
    return new Map(answers.map((answer) => [comparablePath(answer.href), answer]));
  } catch (thrown) {
    if (!isUnknownVerb(thrown)) throw thrown;
    capabilities.bulkProppatch = false;
    return null;
  }
}

/** By permanent URL first, which survives moves and renames; by href where there is none or it is not known. */
async function setOne(
  session: Session,
  item: ItemRef,
  patch: Patch,
  signal: AbortSignal,
): Promise<FlagResult> {
  const paths = [item.permanentUrl, item.href].filter((path) => path !== null).map(requestPath);
  for (const [index, path] of paths.entries()) {
    try {
      await proppatch(session, path, patch, signal);
      return { href: item.href, failure: null };
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!failure || concernsAll(failure)) throw thrown;
      const last = index === paths.length - 1;
      if (last || !isMissing(failure.status)) return { href: item.href, failure: toFailure(thrown) };
    }
  }
  return { href: item.href, failure: null };
}

/** 412 is the answer to `If-Match: *` where nothing is. */
function isMissing(status: number | undefined): boolean {
  return status === 404 || status === 410 || status === 412;
}
