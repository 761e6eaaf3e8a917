import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildMessage } from '../../../../electron/network/compose/build-message.ts';
import { type Drafts, openDrafts } from '../../../../electron/network/drafts/drafts.ts';
import type { Sending } from '../../../../electron/network/drafts/send-draft.ts';
import { partsOf } from '../../../../electron/network/spool/repairs/parts-of.ts';
import { pieceOf } from '../../../../electron/network/spool/repairs/piece-of.ts';
import type { OutgoingView } from '../../../../shared/delivery/outgoing.ts';
import type { Draft } from '../../../../shared/mail/compose/draft.ts';
import { attached, DRAFT } from '../../compose/drafts.ts';

const PIECE = 'e'.repeat(32);
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const FILE = Buffer.from('all the lines of the drawing');
const HTML = '<p>Grüße, 林</p>\n<p><img src="cid:quay@x"></p>';
const WHOLE: Draft = {
  ...DRAFT,
  to: [{ name: 'Jörg Müller', address: 'jm@xn--mller-kva.example' }],
  cc: [{ name: '', address: 'cy@example.com' }],
  replyTo: [{ name: '', address: 'desk@example.com' }],
  subject: 'Drawing set C, 林',
  body: { kind: 'html', html: HTML },
  attachments: [
    attached(PNG.length, { id: 'p1', name: 'quay.png', mimeType: 'image/png', contentId: 'quay@x' }),
    attached(FILE.length, { id: 'f1', name: 'Übersicht.txt', mimeType: 'text/plain' }),
    attached(FILE.length, { id: 'f2', name: 'other.bin' }),
  ],
  inReplyTo: '<parent@example.com>',
  references: ['<root@example.com>', '<parent@example.com>'],
};
let root = '';
let back: string[] = [];
let problems: string[] = [];

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'retinue-back-'));
  [back, problems] = [[], []];
});
afterEach(async () => await rm(root, { recursive: true, force: true }));

/** The first piece of a message that was split in two: with its text, its picture and one of its two files. */
async function piece(draft: Draft): Promise<string> {
  const [out, eml] = [path.join(root, 'whole.eml'), path.join(root, 'message.eml')];
  const files = new Map<string, string>();
  for (const { id, mimeType } of draft.attachments) {
    files.set(id, path.join(root, id));
    await writeFile(path.join(root, id), mimeType === 'image/png' ? PNG : FILE);
  }
  await buildMessage(draft, { files, out, now: 0, boundary: 'b0' });
  const layout = await partsOf(out);
  const without = layout.parts.length === 0 ? [] : [layout.parts.length - 1];
  const chunks: Uint8Array[] = [];
  for await (const chunk of pieceOf(out, layout, { without, nth: 1, of: 2 }, `<${PIECE}@example.com>`))
    chunks.push(chunk);
  await writeFile(eml, Buffer.concat(chunks));
  return eml;
}

const takenBack = (discarded = false) =>
  [{ id: PIECE, state: { kind: 'taken-back', discarded } }] as unknown as OutgoingView[];

function open(emlPath: string, list = takenBack()): Promise<Drafts> {
  const spooled = {
    account: { id: 'a1', url: 'https://mail.example.com/', user: 'alex' },
    messageId: `<${PIECE}@example.com>`,
    hidden: ['hidden@example.com'],
  };
  const outbox = {
    list: () => list,
    enqueue: () => Promise.reject(new Error('nothing is sent here')),
    entry: () => ({ id: PIECE, emlPath, steps: [], history: { spooled } }),
  } as unknown as Sending['outbox'];
  return openDrafts({
    root: path.join(root, 'drafts'),
    clock: { now: () => 1000, after: () => () => {} },
    newId: () => randomBytes(16).toString('hex'),
    onBack: (id) => void back.push(id),
    onProblem: ({ sentence }) => void problems.push(sentence),
    accountOf: (id) => ({ id, url: 'https://mail.example.com/', user: 'alex' }),
    sending: { outbox, limitOf: () => null, build: buildMessage },
  });
}

test('a piece of a split message that is taken back is a draft with everything that was in it', async () => {
  const drafts = await open(await piece(WHOLE));
  const [id = ''] = back;
  const { draft, open: isOpen, touched } = await drafts.open(id);
  expect([isOpen, touched, problems]).toEqual([true, true, []]);
  expect(draft).toMatchObject({
    accountId: 'a1',
    messageId: `<${id}@example.com>`,
    from: WHOLE.from,
    to: WHOLE.to,
    cc: WHOLE.cc,
    bcc: [{ name: '', address: 'hidden@example.com' }],
    replyTo: WHOLE.replyTo,
    subject: 'Drawing set C, 林 (1 of 2)',
    body: WHOLE.body,
    inReplyTo: WHOLE.inReplyTo,
    references: WHOLE.references,
  });
  expect(draft.attachments).toMatchObject([
    { name: 'quay.png', mimeType: 'image/png', size: PNG.length, contentId: 'quay@x' },
    { name: 'Übersicht.txt', mimeType: 'text/plain', size: FILE.length, contentId: null },
  ]);
  const [picture, file] = draft.attachments;
  expect(Buffer.from(await drafts.picture(id, picture?.id ?? ''))).toEqual(PNG);
  expect(await readFile(path.join(root, 'drafts', id, file?.id ?? ''))).toEqual(FILE);
  await drafts.save({
    draft: { ...draft, subject: 'changed' },
    refused: { to: [], cc: [], bcc: [], replyTo: [] },
    open: true,
    touched: true,
  });
  expect((await drafts.open(id)).draft.attachments).toHaveLength(2);
});

test('it becomes one draft, also after a restart, and none again when that was let go of', async () => {
  const eml = await piece(WHOLE);
  const drafts = await open(eml);
  await Promise.all([drafts.follow(takenBack()), drafts.follow(takenBack())]);
  const again = await open(eml);
  expect(back).toHaveLength(1);
  expect(await again.list()).toHaveLength(1);
  await again.discard(back[0] ?? '');
  expect(await (await open(eml)).list()).toEqual([]);
  await (await open(eml, [])).follow([]);
  expect(await readdir(path.join(root, 'drafts'))).toEqual([]);
});

test('killed before it was noted: the same draft, not a second one', async () => {
  const eml = await piece({ ...WHOLE, body: { kind: 'text', text: 'Plain\nwords' } });
  const drafts = await open(eml);
  expect((await drafts.open(back[0] ?? '')).draft.body).toEqual({ kind: 'text', text: 'Plain\nwords' });
  await rm(path.join(root, 'drafts', `back-${PIECE}`));
  expect(await (await open(eml)).list()).toHaveLength(1);
});

test('one that is not wanted any more, or cannot be read, is no draft', async () => {
  const eml = await piece(WHOLE);
  await open(eml, takenBack(true));
  expect(back).toEqual([]);
  await writeFile(eml, 'nothing of a message');
  const drafts = await open(eml);
  await drafts.follow(takenBack());
  expect(back).toEqual([]);
  expect(problems).toEqual([expect.stringContaining('(no-sender)')]);
  expect(await readdir(path.join(root, 'drafts'))).toEqual([]);
});
