import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { MessageHeader } from '../../shared/mail/types.ts';
import { identityPath } from '../../electron/network/dav/href.ts';
import { DAV_PROGRAMS, type DavServer, isThere } from './dav-servers.ts';
import { all, closeHouses, eml, house, list, signal } from './plain-house.ts';

afterEach(closeHouses);

const DATE = 'Thu, 1 Oct 2026 08:00:00 +0200';
const refs = (rows: readonly MessageHeader[]) =>
  rows.map(({ href, permanentUrl, messageId }) => ({ href, permanentUrl, messageId }));

/** Without the folder in which Apache keeps properties. */
const filesIn = async (server: DavServer, folder: string) =>
  (await readdir(path.join(server.files, folder))).filter((name) => name !== '.DAV').sort();

for (const program of DAV_PROGRAMS)
  describe.skipIf(!isThere(program))(`messages on ${program.name}`, () => {
    const begin = async () => {
      const { mailbox, put, server } = await house(program);
      await put('Inbox/one.eml', eml('one', DATE), 3);
      await put('Inbox/two ø #2.eml', eml('two, number 2', DATE), 2);
      await put('Trash/one.eml', eml('an older one', DATE), 9);
      const box = await mailbox();
      const folders = await all(box.folders(signal));
      const [inbox = '', trash = ''] = ['/Inbox', '/Trash'].map(
        (at) => folders.find(({ path: each }) => each === at)?.href ?? '',
      );
      return { box, inbox, trash, server, mailbox };
    };

    it('move into another folder under a free name, read flags and all', async () => {
      const { box, inbox, trash, server, mailbox } = await begin();
      const rows = await list(box, inbox);
      await box.setMark(inbox, rows, { kind: 'read', read: true }, signal);
      const results = await box.move(inbox, refs(rows), trash, signal);
      expect(results.map(({ failure }) => failure)).toEqual([null, null]);
      expect(await filesIn(server, 'Trash')).toEqual(['one 2.eml', 'one.eml', 'two ø #2.eml']);
      expect(await filesIn(server, 'Inbox')).toEqual([]);
      const again = await mailbox();
      await all(again.folders(signal));
      const there = await list(again, trash);
      expect(new Map(there.map(({ subject, read }) => [subject, read]))).toEqual(
        new Map([
          ['an older one', false],
          ['one', true],
          ['two, number 2', true],
        ]),
      );
      expect(new Set(there.map(({ href }) => href))).toEqual(
        new Set([...results.map(({ newHref }) => newHref), `${trash}one.eml`]),
      );
    });

    it('keep their flags and categories where they go, on the server or here', async () => {
      const { box, inbox, trash, mailbox } = await begin();
      const rows = await list(box, inbox);
      const categories = ['Ærend & <b>', 'Blue'];
      for (const mark of [
        { kind: 'flag', flagged: true },
        { kind: 'categories', categories },
      ] as const)
        for (const { failure } of await box.setMark(inbox, rows.slice(0, 1), mark, signal))
          expect(failure).toBeNull();
      await box.move(inbox, refs(rows), trash, signal);
      const again = await mailbox();
      await all(again.folders(signal));
      const key = identityPath((await list(again, trash)).find(({ flagged }) => flagged)?.href ?? '');
      expect(await all(again.marked(trash, signal))).toEqual([{ key, flagged: true, categories }]);
      const there = (await list(again, trash)).filter((row) => row.key === key);
      await again.setMark(trash, there, { kind: 'categories', categories: [] }, signal);
      await again.setMark(trash, there, { kind: 'flag', flagged: false }, signal);
      await all(again.folders(signal));
      expect(await all(again.marked(trash, signal))).toEqual([]);
    });

    it('that moved without an answer are found; those that are gone are told', async () => {
      const { box, inbox, trash, server } = await begin();
      const rows = refs(await list(box, inbox));
      await box.move(inbox, rows, trash, signal);
      await rm(path.join(server.files, 'Trash/one 2.eml'));
      const again = await box.move(inbox, rows, trash, signal);
      const told = again.map(({ href, failure }) => [href.includes('one'), failure?.kind ?? null]);
      expect(told).toContainEqual([true, 'not-found']);
      expect(told).toContainEqual([false, null]);
    });

    it('are removed for good, once', async () => {
      const { box, inbox, server } = await begin();
      const rows = await list(box, inbox);
      for (const _ of [1, 2])
        expect((await box.remove(inbox, rows, signal)).map(({ failure }) => failure)).toEqual([null, null]);
      expect(existsSync(path.join(server.files, 'Inbox/one.eml'))).toBe(false);
    });
  });
