import type { Failure } from '../../shared/errors.ts';
import type { Tally } from '../network/transfer/part/part.ts';
import type { DownloadProgress, DownloadResult } from '../network/transfer/job.ts';

/** The last line of a whole file; counts are this run's. */
export interface DoneLine {
  readonly done: true;
  readonly bytes: number;
  readonly sha256: string | null;
  readonly requests: number;
  /** Body bytes that came over the line. */
  readonly bytesFetched: number;
  readonly retries: number;
  /** Byte at which this run went on; 0 for a fresh one. */
  readonly resumedFrom: number;
}

/** What is said while it goes on: a JSON line a second, or one line for people that is written over. */
export interface Report {
  progress(progress: DownloadProgress): void;
  done(result: DownloadResult, tally: Tally): void;
  failed(failure: Failure, status: number): void;
  /** No line is written after this one's return. */
  stop(): void;
}

export interface ReportStreams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Standard error is a terminal, where a line can be written over. */
  readonly terminal: boolean;
}

const LINE_MS = 1000;

/** One line a second with the newest progress, then the last one. */
export function createReport(json: boolean, streams: ReportStreams): Report {
  let newest: DownloadProgress | null = null;
  const tell = () => {
    if (newest)
      streams[json ? 'out' : 'err'](json ? progressLine(newest) : progressText(newest, streams.terminal));
  };
  const timer = setInterval(tell, json || streams.terminal ? LINE_MS : 10 * LINE_MS);
  const notes = (progress: DownloadProgress) => {
    for (const note of progress.notes)
      streams.err(`${streams.terminal ? '\r\u001b[K' : ''}fetch: ${note.sentence}\n`);
  };
  const stop = () => clearInterval(timer);
  return {
    progress(progress) {
      newest = progress;
      notes(progress);
    },
    done(result, tally) {
      stop();
      streams.out(json ? `${JSON.stringify(doneLine(result, tally))}\n` : doneText(result, tally));
    },
    failed(failure, status) {
      stop();
      if (json) streams.out(`${JSON.stringify({ done: false, exit: status, ...failure })}\n`);
      streams.err(`fetch: ${failure.sentence}\n`);
    },
    stop,
  };
}

function progressLine({ phase, received, total, rate, pieces }: DownloadProgress): string {
  const why = phase.kind === 'waiting' ? { until: phase.until, failure: phase.failure } : {};
  const facts = { done: false, phase: phase.kind, received, total, rate: Math.round(rate), pieces, ...why };
  return `${JSON.stringify(facts)}\n`;
}

function progressText({ phase, received, total, rate }: DownloadProgress, terminal: boolean): string {
  const part = total === null ? mb(received) : `${mb(received)} of ${mb(total)}`;
  const why = phase.kind === 'waiting' ? `: ${phase.failure.sentence}` : '';
  const line = `${phase.kind}, ${part}, ${mb(rate)}/s${why}`;
  return terminal ? `\r\u001b[K${line}` : `${line}\n`;
}

function doneLine({ bytes, sha256, resumedFrom }: DownloadResult, tally: Tally): DoneLine {
  const { requests, retries, fetched } = tally;
  return { done: true, bytes, sha256, requests, bytesFetched: fetched, retries, resumedFrom };
}

function doneText(result: DownloadResult, { requests, retries }: Tally): string {
  const resumed = result.resumedFrom > 0 ? `, went on at byte ${result.resumedFrom}` : '';
  return `${result.path}: ${result.bytes} bytes, ${requests} requests, ${retries} retries${resumed}\n`;
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
