import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import { type Clock, systemClock } from '../../../electron/network/clock.ts';
import type { ServerCopy } from '../../../shared/mail/compose/server-copy.ts';
import { NONE_REFUSED } from '../../../shared/mail/compose/kept-draft.ts';
import { DRAFT } from '../../unit/compose/drafts.ts';
import { startNetwork, type TestNetwork } from './network.ts';

const PASSWORD = 'correct horse';
const ID = 'd'.repeat(32);
let mock: MockExchange;
let net: TestNetwork;
let copy: ServerCopy | undefined;

/** A pause of typing is over at once. */
const quick: Clock = {
  now: () => systemClock.now(),
  after: (ms, act) => systemClock.after(ms === 5000 ? 10 : ms, act),
};

beforeEach(async () => {
  copy = undefined;
  const alex = {
    user: 'alex',
    displayName: 'Alex',
    address: 'alex@example.com',
    password: PASSWORD,
    folders: [{ name: 'Drafts', role: 'drafts' as const, messages: [] }],
  };
  mock = await startMockExchange({ mailboxes: [alex] });
  net = await startNetwork({ clock: quick });
  net.network.onEvent('copies', ({ list }) => (copy = list.find(({ id }) => id === ID)?.copy));
  signIn();
});
afterEach(async () => {
  await net.stop();
  await mock.stop();
});

function signIn(): void {
  const url = mock.mailboxUrl('alex');
  net.service.setAccounts([{ id: 'a', url, user: 'alex', password: PASSWORD, demo: false }]);
}
async function save(text: string, more: { readonly open?: boolean } = {}): Promise<void> {
  const draft = {
    ...DRAFT,
    id: ID,
    accountId: 'a',
    from: { name: 'Alex', address: 'alex@example.com' },
    to: [{ name: 'Bo', address: 'bo@example.org' }],
    body: { kind: 'text', text } as const,
    attachments: [],
  };
  await net.network.call('draft.save', { draft, refused: NONE_REFUSED, open: true, touched: true, ...more });
}
const authorization = `Basic ${Buffer.from(`alex:${PASSWORD}`).toString('base64')}`;
async function drafts(): Promise<readonly string[]> {
  const url = `${mock.mailboxUrl('alex')}Drafts/`;
  const listed = await fetch(url, { method: 'PROPFIND', headers: { authorization, depth: '1' } });
  const hrefs = new Set((await listed.text()).match(/(?<=>)https?:[^<>]+\.EML(?=<)/gi));
  return await Promise.all(
    [...hrefs].map(
      async (href) => await (await fetch(href, { headers: { authorization, translate: 'f' } })).text(),
    ),
  );
}
const settled = (kind: ServerCopy['kind']) => expect.poll(() => copy?.kind, { timeout: 5000 }).toBe(kind);
async function savedAs(text: string): Promise<void> {
  await save(text);
  await expect.poll(async () => (await drafts()).join(), { timeout: 5000 }).toContain(text);
}

describe("a draft's copy in the server's Drafts", () => {
  it('is one item, replaced by each save, and goes with the draft', async () => {
    await savedAs('First words');
    await savedAs('Second words');
    await settled('saved');
    const found = await drafts();
    expect(found).toHaveLength(1);
    expect(found[0]).not.toContain('First words');
    expect(mock.oracle().messages.flatMap(({ deliveries }) => deliveries)).toEqual([]);
    await net.network.call('draft.discard', { id: ID });
    await expect.poll(drafts).toEqual([]);
  });

  it('is left alone where another program changed it: then there are two, and that is said', async () => {
    await savedAs('First words');
    await settled('saved');
    const [href = ''] = mock.journal.flatMap(({ method, path }) => (method === 'PUT' ? [path] : []));
    await fetch(new URL(href, mock.origin), {
      method: 'PUT',
      headers: { authorization, translate: 'f', 'content-type': 'message/rfc822' },
      body: 'From: alex@example.com\r\nSubject: elsewhere\r\n\r\nWritten elsewhere\r\n',
    });
    await savedAs('Second words');
    await settled('both');
    const found = await drafts();
    expect(found).toHaveLength(2);
    expect(found.join()).toContain('Written elsewhere');
    await net.network.call('draft.discard', { id: ID });
    await expect.poll(drafts).toHaveLength(1);
    expect((await drafts())[0]).toContain('Written elsewhere');
  });

  it('that the server refuses is said, and the draft stays here', async () => {
    const full = { kind: 'status', status: 507 } as const;
    mock.faults.add({ id: 'full', where: { method: 'PUT' }, step: 'after-headers', what: full });
    await save('Kept here');
    await settled('failed');
    const { draft } = await net.network.call('draft.open', { id: ID });
    expect(draft.body).toEqual({ kind: 'text', text: 'Kept here' });
  });

  it('of a draft that is sent goes as well', async () => {
    await savedAs('To be sent');
    await settled('saved');
    await net.network.call('draft.send', { id: ID, sendAt: Date.now(), anyway: false });
    const sent = () =>
      mock.oracle().messages.find(({ messageId }) => messageId === DRAFT.messageId)?.sentCopies;
    await expect.poll(sent, { timeout: 15_000 }).toBe(1);
    await expect.poll(drafts).toEqual([]);
  });
});
