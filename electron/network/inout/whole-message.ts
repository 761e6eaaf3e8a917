import { createReadStream } from 'node:fs';
import type { StoredMarks } from '../../../shared/mail/mbox/marks.ts';
import type { ExportedMessage } from '../../../shared/contracts/inout.ts';
import { fail, type Failure, FailureError, retryOf } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { Accounts } from '../accounts.ts';
import { type Clock, wait } from '../clock.ts';
import { identityPath } from '../dav/href.ts';
import { failureOf } from '../failure-of.ts';
import type { Files } from '../files.ts';
import type { LocalStore } from '../local/local-store.ts';
import type { Transfers } from '../transfers/transfers.ts';

export interface WholeDeps {
  /** Those for somebody who looks: what is paused is said at once. */
  readonly accounts: Accounts;
  readonly transfers: Pick<Transfers, 'start' | 'wait' | 'cancel'>;
  readonly files: Files;
  readonly local: LocalStore | null;
  readonly clock: Clock;
}
/** A message with all that it holds. `done` forgets what was fetched for it. */
export interface WholeMessage {
  readonly bytes: () => AsyncIterable<Uint8Array>;
  /** All that is kept of it besides its bytes, where that is more than its row says. */
  readonly marks: StoredMarks | null;
  /** The id of its file, where it was fetched into one. */
  readonly fileId: string | null;
  readonly done: () => Promise<void>;
}

/** How long is waited before a server is asked again for the same message; then it is given up for this time. */
const PAUSES_MS = [1000, 5000] as const;

/**
 * All bytes of a message: a small one in one request, a large one as a download that goes on where it broke off and shows
 * in Progress. Rejects with a FailureError where the server does not give it.
 */
export async function wholeMessage(
  deps: WholeDeps,
  message: ExportedMessage,
  signal: AbortSignal,
): Promise<WholeMessage> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await fetched(deps, message, signal);
    } catch (thrown) {
      const failure = failureOf(thrown);
      const pause = PAUSES_MS[tries];
      if (!failure || retryOf(failure.kind) !== 'automatic' || pause === undefined) throw thrown;
      await wait(deps.clock, Math.max(pause, Math.min(failure.retryAfterMs ?? 0, 30_000)), signal);
    }
  }
}

async function fetched(
  deps: WholeDeps,
  message: ExportedMessage,
  signal: AbortSignal,
): Promise<WholeMessage> {
  const { accountId, item, size } = message;
  const account = deps.accounts.get(accountId);
  if (account.dialect === 'local') return await here(deps.local, item.href);
  const body = await account.mailbox().body({ item, size, onProgress: () => undefined }, signal);
  switch (body.kind) {
    case 'mime':
      return inMemory(body.bytes);
    case 'streamed':
      return await downloaded(deps, message, signal);
    case 'properties':
      if (body.why !== 'large') throw new FailureError(body.why.refused satisfies Failure);
      return await downloaded(deps, message, signal);
  }
}

async function here(local: LocalStore | null, href: string): Promise<WholeMessage> {
  const found = await local?.find(identityPath(href));
  if (!found)
    throw fail(
      'not-found',
      told('This message is no longer in its folder on this computer. Another program may have moved it.'),
    );
  const bytes = () => createReadStream(found.place) as AsyncIterable<Buffer>;
  return { bytes, marks: found.marks, fileId: null, done: () => Promise.resolve() };
}

/** One that is here already. */
export function inMemory(bytes: Uint8Array): WholeMessage {
  // oxlint-disable-next-line require-await -- a stream of one piece
  async function* pieces() {
    yield bytes;
  }
  return { bytes: pieces, marks: null, fileId: null, done: () => Promise.resolve() };
}

async function downloaded(
  { transfers, files }: WholeDeps,
  { accountId, item, size, subject }: ExportedMessage,
  signal: AbortSignal,
): Promise<WholeMessage> {
  const name = subject === '' ? '' : `${subject.slice(0, 200)}.eml`;
  const attachment = { href: item.href, name, size };
  const { id } = await transfers.start({
    accountId,
    owner: `export ${item.href}`,
    kind: 'message',
    item,
    attachment,
  });
  await transfers.wait(id, signal);
  return {
    bytes: () => createReadStream(files.path(id)) as AsyncIterable<Buffer>,
    marks: null,
    fileId: id,
    done: () => transfers.cancel(id),
  };
}
