import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { DAV_PROGRAMS, isThere } from './dav-servers.ts';
import { all, closeHouses, eml, house, list, signal } from './plain-house.ts';

afterEach(closeHouses);

for (const program of DAV_PROGRAMS)
  describe.skipIf(!isThere(program))(`a mailbox on ${program.name}`, () => {
    it('lists folders by role and messages newest first, whatever their names', async () => {
      const { mailbox, put } = await house(program);
      await put('Inbox/one.eml', eml('one', 'Thu, 1 Oct 2026 08:00:00 +0200'), 3);
      await put('Inbox/100% + #2; &amp; = "ø".eml', eml('two', 'Thu, 1 Oct 2026 09:00:00 +0200'), 2);
      await put('Inbox/three.EML', eml('three', 'Thu, 1 Oct 2026 10:00:00 +0200'), 1);
      await put('Inbox/notes.txt', 'no mail', 1);
      await put('Sent Items/sent.eml', eml('sent', 'Thu, 1 Oct 2026 10:00:00 +0200'), 1);
      await put('Projects/Brattøra/deep.eml', eml('deep', 'Thu, 1 Oct 2026 10:00:00 +0200'), 1);
      const box = await mailbox();
      const folders = await all(box.folders(signal));
      const facts = folders.map(({ path: at, role, total }) => [at, role, total]);
      expect(facts).toEqual([
        ['/Inbox', 'inbox', 3],
        ['/Projects', 'none', 0],
        ['/Sent Items', 'sent', 1],
        ['/Projects/Brattøra', 'none', 1],
      ]);
      expect(folders.at(-1)).toMatchObject({ parentPath: '/Projects', name: 'Brattøra' });
      const rows = await list(box, folders[0]?.href ?? '');
      expect(rows.map(({ subject }) => subject)).toEqual(['three', 'two', 'one']);
      expect(rows[0]).toMatchObject({ from: 'Bjørn <bjorn@example.com>', read: false });
      expect(rows.map(({ date }) => new Date(date ?? 0).getUTCHours())).toEqual([8, 7, 6]);
    });

    it('gives a message byte for byte', async () => {
      const { mailbox, put, server } = await house(program);
      await put('Inbox/one.eml', eml('one', 'Thu, 1 Oct 2026 08:00:00 +0200', 'x'.repeat(40_000)), 1);
      const box = await mailbox();
      const [folder] = await all(box.folders(signal));
      const [row] = await list(box, folder?.href ?? '');
      if (!row) throw new Error('no row');
      const body = await box.body({ item: row, size: row.size, onProgress: () => undefined }, signal);
      const due = await readFile(path.join(server.files, 'Inbox/one.eml'));
      expect(body.kind === 'mime' && due.equals(body.bytes)).toBe(true);
    });

    it('keeps read flags: on the server, or here where it keeps none, and after a restart', async () => {
      const { mailbox, put } = await house(program);
      await put('Inbox/one.eml', eml('one', 'Thu, 1 Oct 2026 08:00:00 +0200'), 2);
      await put('Inbox/two.eml', eml('two', 'Thu, 1 Oct 2026 09:00:00 +0200'), 1);
      const box = await mailbox();
      const [folder] = await all(box.folders(signal));
      const href = folder?.href ?? '';
      const [, first] = await list(box, href);
      if (!first) throw new Error('no row');
      expect(await box.setMark(href, [first], { kind: 'read', read: true }, signal)).toEqual([
        { href: first.href, failure: null },
      ]);
      const again = await mailbox();
      const [after] = await all(again.folders(signal));
      expect(after).toMatchObject({ total: 2, unread: 1 });
      expect(after?.contentTag).not.toBe(folder?.contentTag);
      expect((await list(again, href)).map(({ subject, read }) => [subject, read])).toEqual([
        ['two', false],
        ['one', true],
      ]);
      const unread = await all(again.identities(href, 'unread', signal));
      expect(unread.map(({ key }) => key)).toEqual(['/Inbox/two.eml']);
    });

    it('sees what came, went and was written anew', async () => {
      const { mailbox, put, server } = await house(program);
      await put('Inbox/one.eml', eml('one', 'Thu, 1 Oct 2026 08:00:00 +0200'), 9);
      await put('Inbox/two.eml', eml('two', 'Thu, 1 Oct 2026 09:00:00 +0200'), 8);
      const box = await mailbox();
      const before = await all(box.folders(signal));
      await rm(path.join(server.files, 'Inbox/one.eml'));
      await put('Inbox/two.eml', eml('two, again', 'Thu, 1 Oct 2026 09:00:00 +0200'), 2);
      await put('Inbox/three.eml', eml('three', 'Thu, 1 Oct 2026 10:00:00 +0200'), 1);
      const after = await all(box.folders(signal));
      expect(after[0]?.contentTag).not.toBe(before[0]?.contentTag);
      const rows = await list(box, after[0]?.href ?? '');
      expect(rows.map(({ subject }) => subject)).toEqual(['three', 'two, again']);
      expect((await all(box.folders(signal)))[0]?.contentTag).toBe(after[0]?.contentTag);
    });
  });
