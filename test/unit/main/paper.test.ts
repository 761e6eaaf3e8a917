import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WebContents } from 'electron';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPaper, paperSizeOf } from '../../../electron/main/paper.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retinue-paper-'));
});
afterEach(() => rm(folder, { recursive: true }));

type Print = (options: unknown, done: (success: boolean, reason: string) => void) => void;

/** Paper over a page that prints as told; notes what it was asked. */
function paper(answer: Print, where: string | null = null) {
  const asked: unknown[] = [];
  const contents = {
    print(options: unknown, done: (success: boolean, reason: string) => void) {
      asked.push(options);
      answer(options, done);
    },
    async printToPDF(options: unknown) {
      asked.push(options);
      return Buffer.from('%PDF-1.7');
    },
  } as unknown as WebContents;
  const made = createPaper({
    withPage: (html, work) => {
      asked.push(html);
      return work(contents);
    },
    askWhere: async (name) => {
      asked.push(name);
      return where;
    },
    country: () => 'NO',
  });
  return { ...made, asked };
}

it('prints in the paper of the country, and takes a closed dialog for a change of mind', async () => {
  const done = paper((_options, tell) => tell(true, ''));
  expect(await done.print('<p>')).toBe(true);
  expect(done.asked).toEqual(['<p>', { printBackground: true, pageSize: 'A4' }]);
  const closed = paper((_options, tell) => tell(false, 'Print job canceled'));
  expect(await closed.print('<p>')).toBe(false);
});

it('says why nothing was printed', async () => {
  const none = paper((_options, tell) => tell(false, 'No printers available on the network'));
  await expect(none.print('<p>')).rejects.toMatchObject({
    failure: { sentence: expect.stringContaining('No printers available on the network') },
  });
});

it('writes a PDF file under a name that a file may have, or nothing', async () => {
  const file = path.join(folder, 'mail.pdf');
  const saved = paper(() => {}, file);
  expect(await saved.savePdf('<p>', '../Quay: set C')).toEqual({ path: file });
  expect(await readFile(file, 'utf8')).toBe('%PDF-1.7');
  expect(saved.asked[0]).toMatch(/^[^/\\]*Quay.*\.pdf$/);
  expect(await paper(() => {}).savePdf('<p>', 'x')).toBeNull();
  const nowhere = paper(() => {}, path.join(folder, 'gone', 'mail.pdf'));
  await expect(nowhere.savePdf('<p>', 'x')).rejects.toMatchObject({
    failure: { sentence: expect.stringContaining('ENOENT') },
  });
});

it('knows where paper is Letter', () => {
  expect(['US', 'ca', 'DE', ''].map(paperSizeOf)).toEqual(['Letter', 'Letter', 'A4', 'A4']);
});
