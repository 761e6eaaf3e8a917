import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DraftsOptions, openDrafts } from '../../../../electron/network/drafts/drafts.ts';
import type { Sending } from '../../../../electron/network/drafts/send-draft.ts';
import type { OutgoingView } from '../../../../shared/delivery/outgoing.ts';
import { fail } from '../../../../shared/errors.ts';
import { type KeptDraft, NONE_REFUSED } from '../../../../shared/mail/compose/kept-draft.ts';
import { DRAFT } from '../../compose/drafts.ts';

const ID = 'd'.repeat(32);
const NAMED = { name: 'photos.zip', mimeType: 'application/zip', contentId: null };
let root = '';
let problems: string[] = [];
let back: string[] = [];

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'retinue-drafts-'));
  problems = [];
  back = [];
});
afterEach(async () => await rm(root, { recursive: true, force: true }));

const noEntry: Sending['outbox']['entry'] = () => {
  throw new Error('nobody asked for an entry before');
};

/** An outbox that keeps what it was given, with its bytes. */
function fakeOutbox() {
  const taken = new Map<string, { sha256: string; hidden: readonly string[]; sendAt: number; eml: Buffer }>();
  const outbox: Sending['outbox'] = {
    list: () => [...taken.keys()].map((id) => ({ id }) as OutgoingView),
    entry: noEntry,
    async enqueue(id, { sha256, hidden, sendAt }, eml) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of eml) chunks.push(chunk);
      taken.set(id, { sha256, hidden, sendAt, eml: Buffer.concat(chunks) });
    },
  };
  return { taken, outbox };
}

interface Given {
  readonly outbox?: Sending['outbox'];
  readonly limitOf?: Sending['limitOf'];
}

function options({ outbox = fakeOutbox().outbox, limitOf = () => null }: Given): DraftsOptions {
  return {
    root: path.join(root, 'drafts'),
    clock: { now: () => 1000, after: () => () => {} },
    newId: () => randomBytes(16).toString('hex'),
    onBack: (id) => void back.push(id),
    onProblem: ({ sentence }) => void problems.push(sentence),
    accountOf: (id) => ({ id, url: 'https://mail.example.com/', user: 'alex' }),
    sending: { outbox, limitOf, build },
  };
}
const build: Sending['build'] = async ({ messageId, to, bcc, attachments }, { files, out }) => {
  const parts = await Promise.all(attachments.map(({ id }) => readFile(files.get(id) ?? '')));
  const eml = Buffer.concat([Buffer.from(`Message-ID: ${messageId}\r\n\r\n`), ...parts]);
  await writeFile(out, eml);
  const sha256 = createHash('sha256').update(eml).digest('hex');
  const addresses = (all: typeof to) => all.map(({ address }) => address);
  return { bytes: eml.byteLength, sha256, shown: addresses(to), hidden: addresses(bcc) };
};
const start = (given: Given = {}) => openDrafts(options(given));

function kept(change: Partial<KeptDraft['draft']> = {}, more: Partial<KeptDraft> = {}) {
  const draft = { ...DRAFT, id: ID, attachments: [], ...change };
  return { draft, refused: NONE_REFUSED, open: true, touched: true, ...more };
}

const ownFile = async (text: string) => {
  const file = path.join(root, 'photos.zip');
  await writeFile(file, text);
  return file;
};
const inFolder = (name = '') => path.join(root, 'drafts', ID, name);

test('a draft is found again with all that was written, also what is no address', async () => {
  const refused = { ...NONE_REFUSED, to: ['havnekontoret@'] };
  await (await start()).save(
    kept({ subject: 'Quay', body: { kind: 'html', html: '<p>Hi</p>' } }, { refused }),
  );
  const again = await start();
  expect(await again.list()).toMatchObject([{ id: ID, subject: 'Quay', open: true, savedAt: 1000 }]);
  expect(await again.open(ID)).toMatchObject({
    refused,
    draft: { body: { kind: 'html', html: '<p>Hi</p>' } },
  });
});

test("an attachment is a copy: moving the person's file changes nothing", async () => {
  const drafts = await start();
  await drafts.save(kept());
  const file = await ownFile('first');
  const attachment = await drafts.attach(ID, NAMED, { path: file });
  await rename(file, `${file}.moved`);
  await writeFile(file, 'second');
  expect(attachment).toMatchObject({ name: 'photos.zip', size: 5 });
  expect(await readFile(inFolder(attachment.id), 'utf8')).toBe('first');
  // A window that does not know of it yet does not lose it.
  await drafts.save(kept({ subject: 'later' }));
  expect((await drafts.open(ID)).draft.attachments).toEqual([attachment]);
});

test('bytes are attached, and what is detached leaves the disk', async () => {
  const drafts = await start();
  await drafts.save(kept());
  const { id } = await drafts.attach(ID, NAMED, { bytes: Buffer.from('pasted') });
  await drafts.detach(ID, id);
  expect((await drafts.open(ID)).draft.attachments).toEqual([]);
  expect(await readdir(inFolder())).toEqual(['draft.json']);
});

test('a file that is not there is refused in words, and the draft stays', async () => {
  const drafts = await start();
  await drafts.save(kept());
  const work = drafts.attach(ID, NAMED, { path: path.join(root, 'nowhere') });
  await expect(work).rejects.toMatchObject({ failure: { kind: 'not-found' } });
  const folder = drafts.attach(ID, NAMED, { path: root });
  await expect(folder).rejects.toMatchObject({ failure: { kind: 'invalid-input' } });
  expect(await readdir(inFolder())).toEqual(['draft.json']);
});

test('killed between the new file and its name: the old draft is there, whole', async () => {
  await (await start()).save(kept({ subject: 'old' }));
  await writeFile(inFolder('draft.json.new'), '{"draft":{"id":');
  await writeFile(inFolder(`${'a'.repeat(32)}.new`), 'half an attachment');
  await writeFile(inFolder('b'.repeat(32)), 'an attachment that no draft names');
  const again = await start();
  expect((await again.open(ID)).draft.subject).toBe('old');
  expect(await readdir(inFolder())).toEqual(['draft.json']);
  expect(problems).toEqual([]);
});

test('killed before the first name: nothing was promised, and nothing is left', async () => {
  await mkdir(inFolder(), { recursive: true });
  await writeFile(inFolder('draft.json.new'), '{"dra');
  expect(await (await start()).list()).toEqual([]);
  expect(await readdir(path.join(root, 'drafts'))).toEqual([]);
});

test('a torn draft is told of and left alone, with its attachments; the others open', async () => {
  const drafts = await start();
  await drafts.save(kept());
  const other = 'e'.repeat(32);
  await drafts.save(kept({ id: other }));
  await drafts.attach(ID, NAMED, { bytes: Buffer.from('photo') });
  await writeFile(inFolder('draft.json'), '{"draft":{"id":"d');
  const before = await readdir(inFolder());
  const again = await start();
  expect((await again.list()).map(({ id }) => id)).toEqual([other]);
  expect(problems).toEqual([expect.stringContaining(inFolder())]);
  expect(await readdir(inFolder())).toEqual(before);
});

test('discarded is gone, also when the program ends in the middle of it', async () => {
  const drafts = await start();
  await drafts.save(kept());
  await drafts.discard(ID);
  expect(await readdir(path.join(root, 'drafts'))).toEqual([]);
  await mkdir(path.join(root, 'drafts', '.gone-1'));
  await start();
  expect(await readdir(path.join(root, 'drafts'))).toEqual([]);
});

test('sent: the outbox has its bytes under the same id, hidden recipients apart, and the draft is gone', async () => {
  const { taken, outbox } = fakeOutbox();
  const drafts = await start({ outbox });
  await drafts.save(kept({ bcc: [{ name: '', address: 'hidden@example.com' }] }));
  await drafts.attach(ID, NAMED, { bytes: Buffer.from('photo') });
  await drafts.send(ID, 11_000);
  const sent = taken.get(ID);
  expect(sent).toMatchObject({ hidden: ['hidden@example.com'], sendAt: 11_000 });
  expect(sent?.eml.toString()).toBe(`Message-ID: ${DRAFT.messageId}\r\n\r\nphoto`);
  expect(sent?.sha256).toBe(
    createHash('sha256')
      .update(sent?.eml ?? '')
      .digest('hex'),
  );
  expect(await drafts.list()).toEqual([]);
  expect(await readdir(path.join(root, 'drafts'))).toEqual([`sent-${ID}`]);
  await expect(drafts.send(ID, 11_000)).rejects.toMatchObject({ failure: { kind: 'not-found' } });
  expect(taken.size).toBe(1);
});

const view = (kind: 'queued' | 'done' | 'taken-back') =>
  ({ id: ID, state: { kind } }) as unknown as OutgoingView;

test('proven sent: what was set aside goes', async () => {
  const drafts = await start();
  await drafts.save(kept());
  await drafts.send(ID, 0);
  await drafts.follow([view('queued')]);
  expect(await readdir(path.join(root, 'drafts'))).toEqual([`sent-${ID}`]);
  await drafts.follow([view('done')]);
  expect(await readdir(path.join(root, 'drafts'))).toEqual([]);
});

test.each(['at once', 'after a restart'])(
  'taken back %s: a draft again, another one, with everything in it',
  async (when) => {
    const { outbox } = fakeOutbox();
    const drafts = await start({ outbox });
    await drafts.save(kept({ bcc: [{ name: '', address: 'hidden@example.com' }] }));
    await drafts.attach(ID, NAMED, { bytes: Buffer.from('photo') });
    await drafts.send(ID, 0);
    const list = [view('taken-back')];
    const later = when === 'at once' ? drafts : await start({ outbox: { ...outbox, list: () => list } });
    if (when === 'at once') await Promise.all([drafts.follow(list), drafts.follow(list)]);
    const [draftId = ''] = back;
    expect(back).toHaveLength(1);
    const { draft, open } = await later.open(draftId);
    expect(open).toBe(true);
    expect(draft).toMatchObject({ id: draftId, bcc: [{ address: 'hidden@example.com' }] });
    expect(draft.messageId).not.toBe(DRAFT.messageId);
    expect(draft.messageId).toMatch(/^<[0-9a-f]{32}@/);
    await later.send(draftId, 0);
    expect(outbox.list()).toHaveLength(2);
  },
);

test('killed after the outbox had it: not found as a draft again, so not sent twice', async () => {
  const { taken, outbox } = fakeOutbox();
  const crashing: typeof outbox = {
    list: () => outbox.list(),
    entry: noEntry,
    async enqueue(id, first, eml) {
      await outbox.enqueue(id, first, eml);
      await new Promise(() => {}); // the process ends here
    },
  };
  const drafts = await start({ outbox: crashing });
  await drafts.save(kept());
  void drafts.send(ID, 0);
  await expect.poll(() => taken.size).toBe(1);
  expect(await readdir(inFolder())).toContain('draft.json');
  expect(await (await start({ outbox })).list()).toEqual([]);
});

test('killed before the outbox had it: open as a draft again, and told', async () => {
  const { outbox } = fakeOutbox();
  const dead: typeof outbox = { list: () => [], entry: noEntry, enqueue: () => new Promise(() => {}) };
  const drafts = await start({ outbox: dead });
  await drafts.save(kept({}, { open: false }));
  void drafts.send(ID, 0);
  const marked = async () => (await readFile(inFolder('draft.json'), 'utf8')).includes('"sendingSince":1000');
  await expect.poll(marked).toBe(true);
  const again = await start({ outbox });
  expect(await again.list()).toMatchObject([{ id: ID, open: true }]);
  expect(problems).toEqual([expect.stringContaining('It was not sent')]);
  await again.send(ID, 0);
  expect(outbox.list()).toHaveLength(1);
});

test('what stops Send is said, and nothing leaves', async () => {
  const { taken, outbox } = fakeOutbox();
  const drafts = await start({ outbox, limitOf: () => 10_000 });
  const refusal = async (change: Parameters<typeof kept>[0], more?: Parameters<typeof kept>[1]) => {
    await drafts.save(kept(change, more));
    return await drafts.send(ID, 0).then(
      () => 'sent',
      (thrown: unknown) => (thrown as ReturnType<typeof fail>).failure.sentence,
    );
  };
  expect(await refusal({ to: [] })).toContain('(no-recipient)');
  expect(await refusal({}, { refused: { ...NONE_REFUSED, cc: ['havn@'] } })).toContain('"havn@"');
  await drafts.attach(ID, NAMED, { bytes: Buffer.alloc(10_000) });
  expect(await refusal({})).toContain('(too-big)');
  const { id } = (await drafts.open(ID)).draft.attachments[0] ?? { id: '' };
  await writeFile(inFolder(id), 'cut');
  expect(await refusal({})).toContain('(missing-attachment)');
  expect(taken.size).toBe(0);
});

test('where the outbox refuses, the draft is as it was', async () => {
  const outbox: Sending['outbox'] = {
    list: () => [],
    entry: noEntry,
    enqueue: () => Promise.reject(fail('storage-full', 'The disk is full.')),
  };
  const drafts = await start({ outbox });
  await drafts.save(kept());
  await expect(drafts.send(ID, 0)).rejects.toMatchObject({ failure: { kind: 'storage-full' } });
  expect(await readFile(inFolder('draft.json'), 'utf8')).toContain('"sendingSince":null');
});

test("the message's id is decided once", async () => {
  const drafts = await start();
  await drafts.save(kept());
  await drafts.save(kept({ messageId: '<another@example.com>' }));
  expect((await drafts.open(ID)).draft.messageId).toBe(DRAFT.messageId);
});
