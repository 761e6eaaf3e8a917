import { backoffMs, BACKOFF, type Random } from '../../../shared/retry/backoff.ts';
import type { ByteProgress, FetchedFile } from '../../../shared/contracts/network.ts';
import { fail, type FailureError } from '../../../shared/errors.ts';
import { type Clock, wait } from '../clock.ts';
import type { DavAnswer } from '../dav/request.ts';
import { contentLength } from '../dav/get.ts';
import { failureOf } from '../failure-of.ts';
import type { Files, PartFile } from '../files.ts';
import { LIMITS } from '../limits.ts';
import { isHtml, type Session, type SessionRequest, webPage } from '../session.ts';
import { judgeContinuation, strongEtag } from './ranges.ts';

export interface Download {
  readonly session: Session;
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
  /** The attachment's own address. */
  readonly path: string;
  /** Its name, only to tell a page that was sent in its place from an attached page. */
  readonly name: string;
  readonly onProgress: (progress: ByteProgress) => void;
}

/** How far the file is, over all tries. */
interface Progress {
  received: number;
  total: number | null;
  etag: string | null;
}

/**
 * Streams an attachment to a file and gives the file its name when every byte is there. After a broken line or a
 * stall it goes on from where it was (Range with If-Range and a strong ETag), or from the beginning where the server
 * cannot; what is not complete is removed.
 */
export async function download(job: Download, signal: AbortSignal): Promise<FetchedFile> {
  const { id, part } = await job.files.begin();
  const progress: Progress = { received: 0, total: null, etag: null };
  try {
    for (let failures = 0; ; ) {
      const before = progress.received;
      try {
        await attempt(job, part, progress, signal);
        break;
      } catch (thrown) {
        if (progress.received > before) failures = 0;
        if (!isBrokenLine(thrown) || failures >= LIMITS.downloadResumes) throw thrown;
        failures += 1;
        await wait(job.clock, backoffMs(BACKOFF.foreground, failures, job.random), signal);
      }
    }
    await part.commit();
    return { fileId: id, size: progress.received };
  } finally {
    await part.abandon();
  }
}

async function attempt(
  job: Download,
  part: PartFile,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  if (progress.received > 0 && progress.etag === null) await startOver(part, progress);
  const { received, etag } = progress;
  const resuming: Record<string, string> =
    received > 0 && etag !== null ? { range: `bytes=${received}-`, 'if-range': etag } : {};
  const request: SessionRequest = {
    method: 'GET',
    path: job.path,
    headers: { translate: 'f', ...resuming },
    cap: LIMITS.fileBytes,
    lane: 'file',
    subject: 'attachment',
    expect: received > 0 ? [200, 206] : [200],
    due: 'bytes',
  };
  const answer = await job.session.request(request, signal);
  try {
    if (isHtml(answer.headers) && !/\.(?:x?html?|mht)$/i.test(job.name))
      throw webPage(request, answer.status);
    if (answer.status === 206) judgeContinuation(answer.headers, received, progress.total);
    else {
      if (received > 0) await startOver(part, progress);
      progress.total = contentLength(answer.headers);
      progress.etag = strongEtag(answer.headers);
      if (progress.total !== null && progress.total > LIMITS.fileBytes) throw beyondCap(progress.total);
      if (progress.total !== null) await job.files.ensureRoom(progress.total);
    }
    await receive(job, answer, part, progress);
  } finally {
    answer.dispose();
  }
}

async function receive(job: Download, answer: DavAnswer, part: PartFile, progress: Progress): Promise<void> {
  let told = job.clock.now();
  for await (const chunk of answer.body) {
    await part.write(chunk);
    progress.received += chunk.byteLength;
    if (progress.received > LIMITS.fileBytes) throw beyondCap(progress.received);
    if (job.clock.now() - told < LIMITS.progressMs) continue;
    told = job.clock.now();
    job.onProgress({ received: progress.received, total: progress.total });
  }
  const { received, total } = progress;
  if (total !== null && received !== total) throw brokenOff(received, total);
  job.onProgress({ received, total });
}

async function startOver(part: PartFile, progress: Progress): Promise<void> {
  await part.restart();
  progress.received = 0;
  progress.total = null;
  progress.etag = null;
}

function isBrokenLine(thrown: unknown): boolean {
  const kind = failureOf(thrown)?.kind;
  return kind === 'interrupted' || kind === 'timeout';
}

function brokenOff(received: number, total: number): FailureError {
  return fail(
    'interrupted',
    `The server stopped at ${received} of ${total} bytes. Retinue kept nothing that is incomplete and tries again.`,
  );
}

function beyondCap(bytes: number): FailureError {
  return fail(
    'too-large',
    `The attachment is larger than ${Math.round(LIMITS.fileBytes / 2 ** 30)} GB (${bytes} bytes so far). Retinue stopped the download and removed the part.`,
  );
}
