import type { FlagResult } from '../../../shared/contracts/network.ts';
import { type Failure, toFailure } from '../../../shared/errors.ts';
import type { ItemRef, Mark } from '../../../shared/mail/types.ts';
import { identityPath, requestPath } from '../dav/href.ts';
import { proppatch } from '../dav/proppatch.ts';
import { patchOf } from '../exchange/marks.ts';
import type { Session } from '../session.ts';
import { plainPatch } from './plain-names.ts';
import type { LocalFlags } from './flags.ts';

/**
 * Sets a mark of messages, a PROPPATCH each. The first server that refuses to keep properties is not asked again: all
 * marks are kept here from then on.
 */
export async function setMarks(
  session: Session,
  flags: LocalFlags,
  items: readonly ItemRef[],
  mark: Mark,
  signal: AbortSignal,
): Promise<readonly FlagResult[]> {
  const results: FlagResult[] = [];
  const here: string[] = [];
  for (const { href } of items) {
    const failure = flags.isNeeded() ? null : await setOne(session, href, mark, signal);
    if (failure && keepsNone(failure)) await flags.need();
    if (flags.isNeeded()) here.push(identityPath(href));
    results.push({ href, failure: flags.isNeeded() ? null : failure });
  }
  if (here.length > 0) await flags.set(here, mark);
  return results;
}

async function setOne(
  session: Session,
  href: string,
  mark: Mark,
  signal: AbortSignal,
): Promise<Failure | null> {
  try {
    await proppatch(session, requestPath(href), plainPatch(patchOf(mark)), signal);
    return null;
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (ITEM.includes(failure.kind)) return failure;
    throw thrown;
  }
}

/** Failures that say something of this item, or of what the server can do; the others would meet every item. */
const ITEM: readonly Failure['kind'][] = [
  'not-found',
  'conflict',
  'forbidden',
  'unsupported',
  'server-fault',
];

/** The server does not keep properties: it does not know the verb, or takes none (RFC 4918 section 9.2.1). */
function keepsNone({ kind, status }: Failure): boolean {
  return kind === 'forbidden' || kind === 'unsupported' || [405, 409, 501].includes(status ?? 0);
}
