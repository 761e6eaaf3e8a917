import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { importMailbox } from '../../../electron/mock-exchange/import/mailbox.ts';
import { messagesOfMbox } from '../../../electron/mock-exchange/import/mbox.ts';
import type { NewFolder, NewMailbox } from '../../../electron/mock-exchange/store/content.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const NOW = Date.parse('2026-11-23T13:28:00Z');
const isRoot = process.getuid?.() === 0;
if (isRoot)
  console.log('one import test is skipped: root may read every file, so "permission denied" cannot be made');

/** Folder paths with the bytes of their messages. */
function contents(mailbox: NewMailbox): Readonly<Record<string, readonly string[]>> {
  const out: Record<string, readonly string[]> = {};
  const visit = (folders: readonly NewFolder[], above: string): void => {
    for (const folder of folders) {
      const name = above + folder.name;
      out[name] = [...folder.messages].map(({ content }) => content.bytes().toString('latin1'));
      visit(folder.folders ?? [], `${name}/`);
    }
  };
  visit(mailbox.folders, '');
  return out;
}

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, 'latin1');
  }
}

describe('an mbox file', () => {
  const texts = (file: string): readonly string[] => messagesOfMbox(Buffer.from(file, 'latin1')).map(String);

  it('is cut at its separators, byte for byte', () => {
    const file =
      'From a@x Mon Nov 23 14:00:00 2026\nSubject: 1\n\none\n\nFrom b@x Mon Nov 23 14:01:00 2026\nSubject: 2\n\ntwo\n';
    expect(texts(file)).toEqual(['Subject: 1\n\none\n', 'Subject: 2\n\ntwo\n']);
    expect(texts(file.replaceAll('\n', '\r\n'))).toEqual([
      'Subject: 1\r\n\r\none\r\n',
      'Subject: 2\r\n\r\ntwo\r\n',
    ]);
  });

  it('loses one > of quoted separators and no other', () => {
    const file =
      'From a@x Mon Nov 23 14:00:00 2026\nSubject: 1\n\n>From here\n>>From there\n> From nowhere\n>Fromage\n';
    expect(texts(file)).toEqual(['Subject: 1\n\nFrom here\n>From there\n> From nowhere\n>Fromage\n']);
  });

  it('keeps a paragraph that only begins like a separator', () => {
    const file = 'From a@x Mon Nov 23 14:00:00 2026\nSubject: 1\n\none\n\nFrom here on it rains\n';
    expect(texts(file)).toEqual(['Subject: 1\n\none\n\nFrom here on it rains\n']);
  });

  it('may hold messages of nothing, and end without a line end', () => {
    expect(texts('From a@x Mon Nov 23 14:00:00 2026\n')).toEqual(['']);
    expect(texts('From a@x Mon Nov 23 14:00:00 2026\n\nFrom b@x Mon Nov 23 14:00:00 2026\nx')).toEqual([
      '',
      'x',
    ]);
  });
});

describe('importMailbox', () => {
  it('puts the top into the Inbox and sub-folders beside it, byte for byte', async () => {
    await inTemporaryFolder(async (folder) => {
      await write(folder, {
        'b.eml': 'Subject: b\n\n\xff\x00bytes\r',
        'a.EML': 'From here it is still one message\r\n\r\n',
        'README.md': '# no mail',
        '.hidden.eml': 'Subject: hidden\n\n',
        'Projects/Quay/1': 'Received: by x\nSubject: mh\n\n',
        'Projects/list.mbox': 'From a@x Mon Nov 23 14:00:00 2026\nSubject: 1\n\none\n',
      });
      expect(contents(await importMailbox([folder], { now: NOW }))).toEqual({
        Inbox: ['From here it is still one message\r\n\r\n', 'Subject: b\n\n\xff\x00bytes\r'],
        Projects: ['Subject: 1\n\none\n'],
        'Projects/Quay': ['Received: by x\nSubject: mh\n\n'],
      });
    });
  });

  it('joins folders of one name, whatever their case, from several paths', async () => {
    await inTemporaryFolder(async (folder) => {
      await write(folder, { 'one/Kai/1.eml': '1', 'two/kai/2.eml': '2', 'alone.eml': '3' });
      const paths = ['one', 'two', 'alone.eml'].map((name) => path.join(folder, name));
      expect(contents(await importMailbox(paths, { now: NOW }))).toEqual({ Inbox: ['3'], Kai: ['1', '2'] });
    });
  });

  it('reads a Maildir with its flags and its folders', async () => {
    await inTemporaryFolder(async (folder) => {
      await write(folder, {
        'cur/1.a:2,FS': 'Subject: seen\n\n',
        'new/2.b': 'Subject: new\n\n',
        'tmp/3.c': 'Subject: not yet there\n\n',
        '.Sent.2019/cur/4.d:2,S': 'Subject: sent\n\n',
        '.Sent.2019/new/5.e': 'Subject: sent too\n\n',
      });
      const mailbox = await importMailbox([folder], { now: NOW });
      expect(contents(mailbox)).toEqual({
        Inbox: ['Subject: seen\n\n', 'Subject: new\n\n'],
        'Sent – 2019': ['Subject: sent\n\n', 'Subject: sent too\n\n'],
      });
      const flags = [...(mailbox.folders[0]?.messages ?? [])].map(({ read, flagged }) => ({ read, flagged }));
      expect(flags).toEqual([
        { read: true, flagged: true },
        { read: false, flagged: false },
      ]);
    });
  });

  it('takes the time of delivery from the Date field, and now where it has none or lies ahead', async () => {
    await inTemporaryFolder(async (folder) => {
      await write(folder, {
        '1.eml': 'Date: Mon, 23 Nov 2026 10:00:00 +0000\n\n',
        '2.eml': 'Date: never\n\n',
        '3.eml': 'Date: Fri, 1 Jan 3609 10:00:00 +0000\n\n',
      });
      const mailbox = await importMailbox([folder], { now: NOW });
      const times = [...(mailbox.folders[0]?.messages ?? [])].map((message) => message.received);
      expect(times).toEqual([Date.parse('2026-11-23T10:00:00Z'), NOW, NOW]);
    });
  });

  it('does not follow symbolic links', async () => {
    await inTemporaryFolder(async (folder) => {
      await write(folder, { 'mail/1.eml': 'one', 'outside/2.eml': 'two' });
      await symlink(path.join(folder, 'outside'), path.join(folder, 'mail/link'));
      await symlink(path.join(folder, 'outside/2.eml'), path.join(folder, 'mail/2.eml'));
      await symlink(path.join(folder, 'mail'), path.join(folder, 'mail/round'));
      expect(contents(await importMailbox([path.join(folder, 'mail')], { now: NOW }))).toEqual({
        Inbox: ['one'],
      });
    });
  });

  it('names the path that it cannot read', async () => {
    await inTemporaryFolder(async (folder) => {
      const missing = path.join(folder, 'missing.eml');
      await expect(importMailbox([missing], { now: NOW })).rejects.toThrow(
        `${missing} could not be read [ENOENT]`,
      );
    });
  });

  it.skipIf(isRoot)('names the file that it may not read', async () => {
    await inTemporaryFolder(async (folder) => {
      await write(folder, { 'locked.eml': 'x' });
      await chmod(path.join(folder, 'locked.eml'), 0);
      await expect(importMailbox([folder], { now: NOW })).rejects.toThrow(
        'locked.eml could not be read [EACCES]',
      );
    });
  });
});
