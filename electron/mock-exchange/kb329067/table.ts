import type { Face } from '../conversion/conversion.ts';
import type { Case } from './cases.ts';
import type { Figures } from './measure.ts';

/** One case with the figures of its three clients. */
export interface Run {
  readonly which: Case;
  readonly faces: Readonly<Record<Face, Figures>>;
}

const NAMES: readonly (readonly [Face, string])[] = [
  ['pop3', 'POP3'],
  ['imap4', 'IMAP4'],
  ['webdav', 'WebDAV'],
];

const HEAD = [
  '',
  'log on',
  'conversions',
  'of these at log on',
  'peak memory',
  'temporary',
  '500s',
  'crashes',
  'stuck',
] as const;

const WHY = `What this shows (KB 329067)

Exchange keeps a message that came from the Internet as the MIME text that it came as, so
POP3, IMAP4 and WebDAV clients get it without work. Moving a mailbox to another database
keeps only the properties. From then on the server must make the MIME text anew, in memory
and in temporary files, each time a client asks for a message or for its exact length, and
it keeps nothing of what it made.

Each client below logs on to a server of its own, lists the Inbox, and opens the ten newest
messages and three large, old ones. Times are those of the server's cost model.
`;

const HOW = `How to read it

- POP3 and IMAP4 clients want the size of every message when they log on. After a move that
  converts the whole Inbox before the first line of mail shows. With Compatibility (or fast
  message retrieval, IMAP4 only) the server says approximate sizes: logging on costs nothing
  again. Messages that are opened are still converted, one by one.
- WebDAV clients log on without conversions, but what they open is converted inside the
  worker process of the web server. A response larger than MaximumResponseSizeInBytes ends
  in status 500; a message from before the present size limit can take more memory than the
  worker has, and then it closes, with the connections of all its clients.
- A larger MaximumResponseSizeInBytes gives the worker room for both. Exchange 2000 does not
  read it: there the figures stay as they are.
- "stuck" are the messages that the client asked for three times and never got.
`;

/** The table as text, with what a newcomer needs to understand it. */
export function renderTable(runs: readonly Run[]): string {
  const parts = runs.map(({ which, faces }) => {
    const rows = NAMES.map(([face, name]) => row(name, faces[face]));
    return `${which.title}\n${aligned([HEAD, ...rows])}`;
  });
  return [WHY, ...parts, HOW].join('\n');
}

function row(name: string, figures: Figures): readonly string[] {
  return [
    name,
    seconds(figures.logOnMs),
    String(figures.conversions),
    String(figures.conversionsAtLogOn),
    megabytes(figures.peakBytes),
    megabytes(figures.temporaryBytes),
    String(figures.status500),
    String(figures.workerCrashes),
    String(figures.stuck),
  ];
}

/** The first column to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, at) => Math.max(...rows.map((cells) => cells[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  return rows.map((cells) => `  ${line(cells)}\n`).join('');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
