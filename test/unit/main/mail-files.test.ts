import { expect, test } from 'vitest';
import { createMailFiles, mailFilesIn } from '../../../electron/main/mail-files.ts';

function files(chosen: readonly string[] = []) {
  const vouched: string[] = [];
  let waits = 0;
  const mail = createMailFiles({
    network: { vouch: (_token, path) => void vouched.push(path) },
    ask: () => Promise.resolve(chosen),
    onWaiting: () => void (waits += 1),
  });
  return { mail, vouched, waits: () => waits };
}

test('a chosen place is known by a token, never by its path', async () => {
  const { mail, vouched } = files(['/home/me/old.mbox']);
  const [one] = await mail.chooseImport('files');
  expect(one).toEqual({ token: expect.stringMatching(/^[0-9a-f]{32}$/) as string, name: 'old.mbox' });
  expect((await mail.chooseExport())?.name).toBe('old.mbox');
  expect(vouched).toEqual(['/home/me/old.mbox', '/home/me/old.mbox']);
  expect(await files().mail.chooseExport()).toBeNull();
});

test('what was dropped are paths, or nothing', () => {
  const { mail } = files();
  expect(mail.dropped(['/a/b.eml']).map(({ name }) => name)).toEqual(['b.eml']);
  for (const odd of ['/a', [1], [''], null]) expect(() => mail.dropped(odd)).toThrow();
});

test('message files of a start are taken once', () => {
  const { mail, waits } = files();
  for (const file of mailFilesIn(['.', '--flag=x.eml', 'one.EML', '/abs/two.eml', 'three.txt'], '/cwd'))
    mail.open(file);
  expect(waits()).toBe(2);
  expect(mail.take().map(({ name }) => name)).toEqual(['one.EML', 'two.eml']);
  expect(mail.take()).toEqual([]);
});
