import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Face } from '../../../electron/mock-exchange/conversion/conversion.ts';
import type { Figures } from '../../../electron/mock-exchange/kb329067/measure.ts';
import { runArticle } from '../../../electron/mock-exchange/kb329067/run.ts';
import { renderTable } from '../../../electron/mock-exchange/kb329067/table.ts';

const COMMAND = ['build/run.mjs', 'electron/mock-exchange/kb329067.ts'];
const MESSAGES = 40;
/** Three large ones come with the everyday mail. */
const ALL = MESSAGES + 3;

interface Report {
  readonly seed: number;
  readonly messages: number;
  readonly runs: readonly { readonly id: string; readonly faces: Readonly<Record<Face, Figures>> }[];
}

let report: Report;
const faces = (id: string) => {
  const found = report.runs.find((run) => run.id === id);
  if (!found) throw new Error(`no case ${id}`);
  return found.faces;
};

beforeAll(async () => {
  const args = [...COMMAND, '--json', '--seed', '5', '--messages', String(MESSAGES)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  report = JSON.parse(stdout) as Report;
}, 120_000);

describe('KB 329067, as the command runs it', () => {
  it('finds nothing to convert before the move', () => {
    const nothing = { logOnMs: 0, conversions: 0, status500: 0, workerCrashes: 0, stuck: 0 };
    for (const face of ['pop3', 'imap4', 'webdav'] as const)
      expect(faces('before')[face]).toMatchObject({ ...nothing, peakBytes: 0, temporaryBytes: 0 });
  });

  it('finds every message converted when POP3 and IMAP4 log on after the move, and trouble for WebDAV', () => {
    const { pop3, imap4, webdav } = faces('moved');
    expect([pop3.conversionsAtLogOn, imap4.conversionsAtLogOn, webdav.conversionsAtLogOn]).toEqual([
      ALL,
      ALL,
      0,
    ]);
    expect(pop3.conversions).toBe(ALL + pop3.opened);
    expect(pop3.logOnMs).toBeGreaterThan(1000);
    expect(pop3).toMatchObject({ status500: 0, workerCrashes: 0, stuck: 0 });
    expect(webdav.status500).toBeGreaterThan(0);
    expect(webdav.workerCrashes).toBeGreaterThan(0);
    expect(webdav.stuck).toBeGreaterThan(0);
  });

  it.each([
    ['pop3-compatibility', 'pop3'],
    ['imap4-compatibility', 'imap4'],
    ['imap4-fast-retrieval', 'imap4'],
    ['larger-response', 'webdav'],
  ] as const)('%s helps %s, and only that', (id, helped) => {
    const [before, after] = [faces('moved'), faces(id)];
    for (const face of ['pop3', 'imap4', 'webdav'] as const)
      if (face !== helped) expect(after[face]).toEqual(before[face]);
    const now = after[helped];
    expect(now).toMatchObject({
      conversionsAtLogOn: 0,
      logOnMs: 0,
      status500: 0,
      workerCrashes: 0,
      stuck: 0,
    });
    // What is opened is converted all the same.
    expect(now.conversions).toBe(now.opened);
    expect(now.conversions).toBeLessThan(before[helped].conversions);
  });

  it('finds Exchange 2000 in the same trouble, whatever MaximumResponseSizeInBytes says', () => {
    expect(faces('2000-moved')).toEqual(faces('moved'));
    expect(faces('2000-larger-response')).toEqual(faces('2000-moved'));
  });
});

describe('the run', () => {
  it('gives the same figures for the same seed, and explains them', async () => {
    const wish = { seed: 5, messages: MESSAGES, only: ['moved'] };
    const [first, second] = [await runArticle(wish), await runArticle(wish)];
    expect(second).toEqual(first);
    expect(first[0]?.faces).toEqual(faces('moved'));
    const text = renderTable(first);
    expect(text).toContain('2003, after the move\n');
    expect(text).toMatch(/^ {2}POP3 +\d+\.\d s +\d+ +43 /m);
    expect(text).toContain('How to read it');
  }, 60_000);
});

describe('the command line', () => {
  it.each([
    [['--seed', 'x'], '--seed takes a whole number from 0 to 2147483647.'],
    [['--messages', '3'], '--messages takes a whole number from 20 to 20000.'],
    [['--colour'], '--colour is not a flag of this command; --help lists them.'],
  ])(
    'refuses %j with status 2 and one line',
    async (flags, words) => {
      const failed: unknown = await promisify(execFile)(process.execPath, [...COMMAND, ...flags]).catch(
        (error: unknown) => error,
      );
      expect(failed).toMatchObject({ code: 2, stdout: '', stderr: `kb329067: ${words}\n` });
    },
    20_000,
  );
});
