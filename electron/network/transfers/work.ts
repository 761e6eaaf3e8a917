import type { Random } from '../../../shared/retry/backoff.ts';
import type { OpenAccount } from '../accounts.ts';
import type { Clock } from '../clock.ts';
import { requestPath } from '../dav/href.ts';
import { listAttachments } from '../exchange/attachments.ts';
import type { Files } from '../files.ts';
import type { MessageReaders } from '../message-stream/readers.ts';
import type { ServerMood } from '../resilience/mood.ts';
import type { RateLimit } from '../resilience/rate-limit.ts';
import type { DownloadProgress, DownloadResult } from '../transfer/job.ts';
import { finishedAs } from '../transfer/part/found.ts';
import { openPart } from '../transfer/part/open-part.ts';
import type { Tally } from '../transfer/part/part.ts';
import { sessionSource } from '../transfer/session-source.ts';
import { startDownload } from '../transfer/start-download.ts';
import type { TransferRecord } from './record.ts';

/** What a transfer needs to run. */
export interface WorkDeps {
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
  readonly limit: RateLimit;
  readonly readers: MessageReaders;
}
export interface WorkOptions {
  readonly record: TransferRecord;
  readonly account: OpenAccount;
  readonly mood: ServerMood;
  readonly urgent: () => boolean;
  readonly onChange: (progress: DownloadProgress, tally: Tally) => void;
  /** Called once it runs, with the way to end a wait. */
  readonly onNudge: (nudge: () => void) => void;
}

/** Runs one transfer to its end, from where an earlier run left it. Rejects with a FailureError; the part is kept then. */
export async function runTransfer(
  deps: WorkDeps,
  options: WorkOptions,
  signal: AbortSignal,
): Promise<Pick<DownloadResult, 'bytes'>> {
  const { id, kind, attachment } = options.record;
  const isHere = await finishedAs(deps.files.path(id), attachment.href);
  try {
    const result = isHere ? { bytes: await deps.files.sizeOf(id) } : await download(deps, options, signal);
    if (kind === 'message') await deps.readers.finish(id);
    return result;
  } catch (thrown) {
    await deps.readers.leave(id);
    throw thrown;
  }
}

async function download(
  { files, clock, random, limit, readers }: WorkDeps,
  { record, account, mood, urgent, onChange, onNudge }: WorkOptions,
  signal: AbortSignal,
): Promise<Pick<DownloadResult, 'bytes'>> {
  const { id, kind, attachment } = record;
  const isMessage = kind === 'message';
  const target = files.path(id);
  const part = await openPart({ target, item: attachment.href, clock });
  const source = sessionSource({
    session: account.session,
    path: requestPath(attachment.href),
    // Each request for a message makes Exchange convert all of it again (KB 329067).
    cost: isMessage ? 'whole' : 'piecewise',
    find: (finding) => found(account, record, finding),
  });
  const running = startDownload(
    {
      source,
      part,
      mood,
      limit,
      clock,
      random,
      name: attachment.name,
      // The size of a message is an estimate of the store, not a bound.
      expected: isMessage || attachment.size === null ? null : { bytes: attachment.size, exact: false },
      connections: { most: 1, isAsked: false },
      sha256: false,
      urgent,
      ...(isMessage ? { follow: readers.follow(id) } : {}),
      onChange: (progress) => onChange(progress, part.tally),
    },
    signal,
  );
  onNudge(() => running.nudge());
  return await running.done;
}

/**
 * The message at its permanent address, or the attachment of the same name in it as it is there now; null where it is
 * not there.
 */
async function found(
  account: OpenAccount,
  { kind, item, attachment }: TransferRecord,
  signal: AbortSignal,
): Promise<string | null> {
  if (item.permanentUrl === null) return null;
  if (kind === 'message') return requestPath(item.permanentUrl);
  const list = await listAttachments(
    account.session,
    requestPath(item.permanentUrl),
    account.capabilities,
    signal,
  );
  const same = (list ?? []).filter(({ name }) => name === attachment.name);
  const match =
    same.find(({ size }) => size === attachment.size) ?? (same.length === 1 ? same[0] : undefined);
  return match ? requestPath(match.href) : null;
}
