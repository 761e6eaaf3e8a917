import { readFile } from 'node:fs/promises';
import path from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { importMailbox } from '../../../electron/mock-exchange/import/mailbox.ts';
import type { NewFolder } from '../../../electron/mock-exchange/store/content.ts';
import { corpusFiles, corpusFolder } from '../../helpers/corpus.ts';
import { ask } from '../support/server.ts';

const files = corpusFiles();
const bytesOf = (name: string): Promise<string> => readFile(path.join(corpusFolder, name), 'latin1');

function allFolders(folders: readonly NewFolder[]): readonly NewFolder[] {
  return folders.flatMap((folder) => [folder, ...allFolders(folder.folders ?? [])]);
}

/** The items of a multistatus; a set, because `DAV:href` is also a property of each. */
function hrefs(xml: string): ReadonlySet<string> {
  const all = [...xml.matchAll(/<a:href>([^<]*)<\/a:href>/g)].map((found) =>
    (found[1] ?? '').replaceAll('&amp;', '&'),
  );
  return new Set(all.filter((href) => /\.eml$/i.test(href)));
}

describe.skipIf(files.length === 0)('the corpus', () => {
  it('is imported byte for byte, every message of it', async () => {
    const mailbox = await importMailbox([corpusFolder], { now: Date.UTC(2026, 10, 23) });
    const imported = allFolders(mailbox.folders).flatMap((folder) => [...folder.messages]);
    const wanted = await Promise.all(files.map(bytesOf));
    expect(imported.map(({ content }) => content.bytes().toString('latin1')).sort()).toEqual(
      [...wanted].sort(),
    );
  });

  it('is served byte for byte, whatever is wrong with a message', async () => {
    const mailbox = await importMailbox([corpusFolder], { now: Date.UTC(2026, 10, 23) });
    const mock = await startMockExchange({ mailboxes: [{ ...mailbox, password: 'secret' }] });
    try {
      const served: string[] = [];
      for (const { path: folder } of mock.folders(mailbox.user)) {
        const url = `/exchange/${mailbox.user}/${folder.split('/').map(encodeURIComponent).join('/')}/`;
        const { text } = await ask(mock, 'PROPFIND', url, { Depth: '1' });
        for (const href of hrefs(text)) {
          const { pathname } = new URL(href, mock.origin);
          const { status, bytes } = await ask(mock, 'GET', pathname, { Translate: 'f' });
          expect(status).toBe(200);
          served.push(bytes.toString('latin1'));
        }
      }
      const wanted = await Promise.all(files.map(bytesOf));
      expect(served.sort()).toEqual([...wanted].sort());
    } finally {
      await mock.stop();
    }
  });

  it('is summed up as another MIME library reads it, where the message is sound', async () => {
    const mailbox = await importMailbox([corpusFolder], { now: Date.UTC(2026, 10, 23) });
    const sound = mailbox.folders.find((folder) => folder.name === 'attachment');
    const messages = [...(sound?.messages ?? [])];
    expect(messages.length).toBeGreaterThan(10);
    for (const { content } of messages) {
      const other = await new PostalMime().parse(content.bytes());
      expect(content.summary.subject).toBe(other.subject);
      expect(content.summary.from).toContain(other.from?.address);
      expect(content.attachments().length).toBe(other.attachments.length);
    }
  });
});
