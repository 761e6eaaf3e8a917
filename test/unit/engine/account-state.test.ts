import { expect, it } from 'vitest';
import { createAccountState } from '../../../renderer/engine/account-state.ts';
import { systemClock } from '../../../renderer/engine/clock.ts';
import { openWriter } from '../../../renderer/store/writer.ts';
import { ACCOUNT, freshDatabase } from './bench.ts';

it('what a server cannot do is known as long as it is so', async () => {
  const database = freshDatabase();
  const deps = {
    writer: openWriter(database),
    clock: systemClock(),
    random: () => 0,
    log: async () => undefined,
    accountId: ACCOUNT,
    watched: () => false,
  };
  const state = createAccountState(deps, undefined);
  const online = (why: string | null) =>
    state.online({
      server: 'WebDAV',
      capabilities: {
        enumerateAttachments: false,
        contentTags: true,
        noSearch: why === null ? null : { sentence: why },
      },
    });
  const known = async () => await database.accounts.get(ACCOUNT);
  await online(null);
  expect(await known()).toMatchObject({ noSearch: null });
  await online('It keeps files.');
  expect(await known()).toMatchObject({
    connection: 'online',
    server: 'WebDAV',
    noSearch: { sentence: 'It keeps files.' },
  });
  await online(null);
  expect(await known()).toMatchObject({ noSearch: null });
});
