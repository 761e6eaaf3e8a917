import { expect, it } from 'vitest';
import { openAccounts, type StoredAccounts } from '../../../electron/main/accounts.ts';
import type { Root } from '../../../shared/mail/roots.ts';
import { english } from '../../../shared/language/say.ts';

const NEWS: Root = {
  kind: 'public',
  path: '/public/News',
  href: '/public/News/',
  name: 'News',
  owner: '',
  whole: false,
};

it('folders outside of a mailbox stand with the account, each once, over restarts', async () => {
  let value: StoredAccounts | null = null;
  const start = () =>
    openAccounts({
      say: english(),
      file: {
        read: async () => ({ value, problem: null }),
        write: async (next) => {
          value = next;
        },
      },
      secrets: {
        backend: { keychain: true, sentence: '' },
        get: () => '',
        set: async () => undefined,
        remove: async () => undefined,
      },
      newId: () => 'one',
      demo: false,
      onChange: () => undefined,
      onProblem: () => undefined,
    });
  const accounts = await start();
  const form = { name: 'Work', url: 'https://mail.example.com/', user: 'dagny', password: 'x' };
  await accounts.add(form, 'keychain', 'exchange');
  for (const listed of [true, true, false, true]) await accounts.setRoot('one', NEWS, listed);
  expect((await start()).list()[0]?.roots).toEqual([NEWS]);
  await accounts.setRoot('one', NEWS, false);
  expect((await start()).list()[0]?.roots).toEqual([]);
  await expect(accounts.setRoot('gone', NEWS, true)).rejects.toThrow('no longer there');
});
