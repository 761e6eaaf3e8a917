import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { NONE_REFUSED } from '../../../shared/mail/compose/kept-draft.ts';
import { DRAFT } from '../../unit/compose/drafts.ts';
import { failureOf, startNetwork } from './network.ts';

const ID = 'd'.repeat(32);

it('a size that the server refused before holds a draft, unless the person insists', async () => {
  const alex = {
    user: 'alex',
    displayName: 'Alex',
    address: 'alex@example.com',
    password: 'p',
    folders: [],
  };
  const mock = await startMockExchange({ mailboxes: [alex] });
  const folder = await mkdtemp(path.join(tmpdir(), 'retinue-limit-'));
  await mkdir(path.join(folder, 'spool'));
  await writeFile(path.join(folder, 'spool', 'size-limits.json'), JSON.stringify({ [mock.origin]: 20_000 }));
  const net = await startNetwork({ folder });
  const { network, service } = net;
  service.setAccounts([{ id: 'a', url: mock.mailboxUrl('alex'), user: 'alex', password: 'p', demo: false }]);
  expect(await network.call('draft.limit', { accountId: 'a' })).toEqual({ bytes: 19_999 });
  expect(await network.call('draft.limit', { accountId: 'gone' })).toEqual({ bytes: null });
  const draft = { ...DRAFT, id: ID, accountId: 'a', attachments: [] };
  await network.call('draft.save', { draft, refused: NONE_REFUSED, open: true, touched: true });
  const named = { name: 'a.bin', mimeType: 'application/octet-stream', contentId: null };
  const source = { kind: 'bytes', ...named, bytes: new Uint8Array(20_000) } as const;
  await network.call('draft.attach', { id: ID, source });
  const sendAt = Date.now() + 60_000;
  const refused = await failureOf(network.call('draft.send', { id: ID, sendAt, anyway: false }));
  expect(refused.sentence).toContain('(too-big)');
  expect((await network.call('draft.open', { id: ID })).draft.attachments).toHaveLength(1);
  await network.call('draft.send', { id: ID, sendAt, anyway: true });
  expect(await network.call('draft.list', null)).toEqual([]);
  expect(await network.call('outgoing.steps', { id: ID })).toMatchObject([{ kind: 'spooled' }]);
  await net.stop();
  await mock.stop();
});
