import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../electron/network/failure-of.ts';
import type { Failure } from '../../shared/errors.ts';
import { DAV_PROGRAMS, isThere } from './dav-servers.ts';
import { all, closeHouses, eml, house, list, signal } from './plain-house.ts';

afterEach(closeHouses);

const DATE = 'Thu, 1 Oct 2026 08:00:00 +0200';
const NAMES = ['Ærend & 100% #2; a+b', 'why? ~ [x]', '日本語', 'a.b', '%41', 'x'.repeat(255)];

async function refusal(work: Promise<unknown>): Promise<Failure | null> {
  return await work.then(
    () => null,
    (thrown: unknown) => failureOf(thrown),
  );
}

for (const program of DAV_PROGRAMS)
  describe.skipIf(!isThere(program))(`folders on ${program.name}`, () => {
    const begin = async () => {
      const { mailbox, put, server } = await house(program);
      await put('Inbox/one.eml', eml('one', DATE), 3);
      await put('Work/two.eml', eml('two', DATE), 2);
      await put('Work/Deep/three.eml', eml('three', DATE), 1);
      const box = await mailbox();
      const listed = async () => await all(box.folders(signal));
      return { box, server, mailbox, listed };
    };

    it('are made under every name that can be, and never over anything', async () => {
      const { box, server, listed } = await begin();
      for (const parent of [null, '/Work/'])
        for (const name of NAMES) {
          const made = await box.createFolder(parent, name, false, signal);
          expect((await listed()).find((each) => each.path === made.path)).toMatchObject({ name, total: 0 });
          expect(existsSync(path.join(server.files, parent ?? '', name))).toBe(true);
          expect(await refusal(box.createFolder(parent, name, false, signal))).toMatchObject({ status: 405 });
        }
      expect((await refusal(box.createFolder('/None/', 'x', false, signal)))?.kind).toBe('not-found');
      for (const name of ['a/b', 'a\\b', '..', 'x'.repeat(256)])
        expect((await refusal(box.createFolder(null, name, false, signal)))?.kind).toBe('invalid-input');
    });

    it('are renamed and moved with all that is in them, flags and all', async () => {
      const { box, listed, mailbox } = await begin();
      await listed();
      const deep = await list(box, '/Work/Deep/');
      await box.setMark('/Work/Deep/', deep, { kind: 'flag', flagged: true }, signal);
      const renamed = await box.moveFolder(
        '/Work/',
        { parent: null, name: 'Wörk #2', anyName: false },
        signal,
      );
      expect(renamed.path).toBe('/Wörk #2');
      const into = { parent: renamed.href, name: 'Depth', anyName: false };
      const moved = await box.moveFolder(`${renamed.href}Deep/`, into, signal);
      const again = await mailbox();
      const paths = (await all(again.folders(signal))).map((each) => each.path);
      expect(paths).toEqual(['/Inbox', '/Wörk #2', '/Wörk #2/Depth']);
      const there = await list(again, moved.href);
      expect(there.map(({ subject, flagged }) => [subject, flagged])).toEqual([['three', true]]);
      // Asked again after a lost answer.
      expect(await box.moveFolder(`${renamed.href}Deep/`, into, signal)).toEqual(moved);
    });

    it('never replace another one', async () => {
      const { box, server, listed } = await begin();
      await mkdir(path.join(server.files, 'Other'));
      server.own();
      const onto = { parent: null, name: 'Work', anyName: false };
      expect(await refusal(box.moveFolder('/Other/', onto, signal))).toMatchObject({ kind: 'conflict' });
      expect((await list(box, '/Work/')).map(({ subject }) => subject)).toEqual(['two']);
      const free = await box.moveFolder('/Other/', { ...onto, anyName: true }, signal);
      expect(free.path).toBe('/Work 2');
      const gone = await refusal(box.moveFolder('/Other/', { ...onto, name: 'Else' }, signal));
      expect(gone?.kind).toBe('not-found');
      const special = await refusal(box.moveFolder('/Inbox/', { ...onto, name: 'Else' }, signal));
      expect(special?.kind).toBe('invalid-input');
      expect((await listed()).map((each) => each.path)).toEqual(['/Inbox', '/Work', '/Work 2', '/Work/Deep']);
    });

    it('are removed with all that is in them, once', async () => {
      const { box, server } = await begin();
      for (const _ of [1, 2]) await box.removeFolder('/Work/', signal);
      expect((await readdir(server.files)).filter((each) => each !== '.DAV')).toEqual(['Inbox']);
    });
  });
