import { fail } from '../../shared/errors.ts';
import type { PageCursor } from '../../shared/mail/types.ts';
import type { CursorRow, FolderId, FolderRow } from '../store/tables.ts';
import { fetchChanges, fetchPage, type Page } from './listing.ts';
import { PAGE_ROWS } from './limits.ts';
import { choosePass, type Seen } from './plan.ts';
import type { SyncDeps } from './sync-deps.ts';
import { told } from '../../shared/language/told.ts';

/** A folder under way. `seen` is what it said when its pass began here; null when it began in an earlier run. */
export interface OpenPass {
  readonly folder: FolderRow;
  readonly next: PageCursor;
  readonly untouched: boolean;
  readonly done: number;
  readonly seen: Seen | null;
  /** How far the folder's changes were known before its first page was asked for. */
  readonly mark: string | null;
}

export interface FirstPass {
  readonly open: Map<FolderId, OpenPass>;
  /** Folders that matter most, in order. */
  readonly preferred: () => readonly FolderId[];
  /** True when something else is due: what is fetched is still written, nothing more is begun. */
  readonly pause: () => boolean;
  /** Takes a failure that concerns one folder only, or throws it on. */
  readonly sick: (folderId: FolderId, thrown: unknown) => Promise<void>;
}

interface Ahead {
  readonly pass: OpenPass;
  readonly page: Promise<MarkedPage>;
}
interface MarkedPage extends Page {
  readonly mark: string | null;
}

/**
 * Lists folders page by page, newest first, until all are complete or something else is due. While one page is
 * written the next is fetched, never more. Rows and cursor are one transaction, so that a cut costs a page at most.
 */
export async function runFirstPass(deps: SyncDeps, job: FirstPass): Promise<void> {
  const abort = new AbortController();
  const signal = AbortSignal.any([deps.signal, abort.signal]);
  let turn = 0;
  const begin = (): Ahead | undefined => {
    if (job.pause() || signal.aborted) return undefined;
    const passes = [...job.open].map(([folderId, open]) => ({ ...open, folderId }));
    const chosen = choosePass(passes, job.preferred(), turn);
    const pass = chosen && job.open.get(chosen.folderId);
    if (!pass) return undefined;
    turn += 1;
    const page = fetchWithMark(deps, pass, signal);
    page.catch(() => {}); // it is awaited below; without this a failed write before would make it an unhandled rejection
    return { pass, page };
  };
  try {
    for (let ahead = begin(); ahead; ) {
      const { pass } = ahead;
      const page = await arrived(ahead, job);
      const after = page && advance(job, pass, page);
      ahead = begin();
      if (page && after) await write(deps, pass, page, after);
    }
  } finally {
    abort.abort();
  }
}

/**
 * The mark is asked for before the first page: whatever changes from then on is told later. A folder of one page gets
 * its mark when it first changes, because looking at it whole costs no more.
 */
async function fetchWithMark(deps: SyncDeps, pass: OpenPass, signal: AbortSignal): Promise<MarkedPage> {
  const { folder, untouched } = pass;
  const isAsked = untouched && (folder.total === null || folder.total > PAGE_ROWS);
  const mark = isAsked ? (await fetchChanges(deps, folder, null, signal)).end.mark : pass.mark;
  return { ...(await fetchPage(deps, folder, pass.next, PAGE_ROWS, signal)), mark };
}

async function arrived(ahead: Ahead, job: FirstPass): Promise<MarkedPage | undefined> {
  try {
    const page = await ahead.page;
    refuseStandstill(ahead.pass.next, page);
    return page;
  } catch (thrown) {
    job.open.delete(ahead.pass.folder.id);
    await job.sick(ahead.pass.folder.id, thrown);
    return undefined;
  }
}

function advance(
  job: FirstPass,
  pass: OpenPass,
  page: MarkedPage,
): OpenPass | { readonly next: null; done: number } {
  const done = pass.done + page.rows.length;
  if (page.next === null) {
    job.open.delete(pass.folder.id);
    return { next: null, done };
  }
  const after = { ...pass, next: page.next, mark: page.mark, untouched: false, done };
  job.open.set(pass.folder.id, after);
  return after;
}

async function write(
  deps: SyncDeps,
  pass: OpenPass,
  page: MarkedPage,
  after: { readonly next: PageCursor | null; readonly done: number },
): Promise<void> {
  const complete = after.next === null;
  const cursor: CursorRow = {
    folderId: pass.folder.id,
    next: after.next,
    seen: complete ? pass.seen : null,
    mark: page.mark,
    completeAt: complete ? deps.clock.now() : null,
  };
  await deps.writer.page(pass.folder.id, page.rows, cursor);
  await deps.state.activity({ folderId: pass.folder.id, done: after.done, total: pass.folder.total });
}

/** A server that points at the same page again would be asked for ever. */
function refuseStandstill(from: PageCursor, page: Page): void {
  const { next } = page;
  if (!next || next.before !== from.before || next.skip !== from.skip || next.phase !== from.phase) return;
  throw fail(
    'malformed-response',
    told(
      'The server sent the same part of a folder again and again. Retinue stopped listing this folder and tries it later.',
    ),
  );
}
