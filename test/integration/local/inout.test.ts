import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { ExportForm, ExportWhat } from '../../../shared/contracts/inout.ts';
import { corpusFiles, corpusFolder } from '../../helpers/corpus.ts';
import { hasPython, python } from '../../helpers/python.ts';
import { context, until } from '../../unit/engine/bench.ts';
import { ACCOUNT, letters, USER } from '../engine/house.ts';
import { LOCAL, mail, settled, startLocalHouse, syncLocal } from './local-house.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

let tokens = 0;
async function begin(folders: Parameters<typeof startLocalHouse>[0] = []) {
  const all = await startLocalHouse(folders);
  stops.push(() => all.stop());
  const folder = await mkdtemp(join(tmpdir(), 'retinue-inout-'));
  stops.push(() => rm(folder, { recursive: true }));
  const { house, bench } = all;
  const { calls } = bench.engine.handlers;
  const vouch = (path: string) => {
    tokens += 1;
    const token = tokens.toString(16).padStart(32, '0');
    house.service.vouch(token, path);
    return token;
  };
  const take = (...paths: readonly string[]) => calls['mail.import']({ tokens: paths.map(vouch) }, context());
  const give = async (form: ExportForm, what: ExportWhat) => {
    const place = await mkdtemp(join(folder, 'out-'));
    const report = await calls['mail.export'](
      { token: vouch(place), form, what, untitled: 'No subject' },
      context(),
    );
    return { place, report };
  };
  const stored = async () => {
    await syncLocal(bench);
    const rows = (await bench.database.messages.toArray()).filter(({ accountId }) => accountId === LOCAL);
    return rows.map(({ folderId, subject, read, flagged, categories }) => ({
      folder: folderId.slice(LOCAL.length + 1),
      subject,
      read,
      flagged,
      categories,
    }));
  };
  /** The bytes of every message on this computer, by folder, without regard to order. */
  const digests = async (root = house.localFolder) => {
    const found: string[] = [];
    for (const name of await readdir(root, { recursive: true }))
      if (/(?:^|\/)(?:cur|new)\/[^/]+$/.test(name))
        found.push(
          `${name.replace(/\/(?:cur|new)\/.*$/, '')} ${digest(await readFile(join(root, name)))} ${/:2,(.*)$/.exec(name)?.[1]}`,
        );
    return found.sort();
  };
  return { house, bench, calls, folder, take, give, stored, digests, vouch };
}
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 12);

test('a Thunderbird profile comes in: folders, marks, and what was refused with its place', async () => {
  const { folder, take, stored, bench } = await begin();
  const profile = join(folder, 'Local Folders');
  await mkdir(join(profile, 'Archive.sbd', '2009.sbd'), { recursive: true });
  const entry = (subject: string, status: string, keys = '') =>
    `From - Tue Feb 11 10:00:00 2003\nX-Mozilla-Status: ${status}\nX-Mozilla-Status2: 00000000\nX-Mozilla-Keys: ${keys}\nSubject: ${subject}\nDate: Tue, 11 Feb 2003 10:00:00 +0000\n\n>From here on.\n\n`;
  await writeFile(
    join(profile, 'Archive.mbox'),
    `junk in front\n\n${entry('One', '0005', '$label1 two%20words')}${entry('Gone', '0009')}${entry('Two', '0000')}`,
  );
  await writeFile(join(profile, 'Archive.msf'), '// <!-- <mdb:mork:z v="1.4"/> -->');
  await writeFile(join(profile, 'Archive.sbd', '2009'), '');
  await writeFile(join(profile, 'Archive.sbd', '2009.sbd', 'May'), entry('Deep', '0001'));
  await writeFile(join(profile, 'loose.eml'), mail('Loose'));
  const report = await take(profile);
  expect(report).toMatchObject({ added: 4, already: 0, deleted: 1, ended: null, others: 2 });
  expect(report.refused).toMatchObject([
    {
      file: join(profile, 'Archive.mbox'),
      offset: 0,
      sentence: expect.stringContaining('does not begin') as string,
    },
  ]);
  await until(async () => (await stored()).length === 4, 'the mail listed');
  expect((await stored()).sort((a, b) => (a.subject < b.subject ? -1 : 1))).toEqual([
    {
      folder: '/Local Folders/Archive/2009/May',
      subject: 'Deep',
      read: true,
      flagged: false,
      categories: [],
    },
    { folder: '/Local Folders', subject: 'Loose', read: false, flagged: false, categories: [] },
    {
      folder: '/Local Folders/Archive',
      subject: 'One',
      read: true,
      flagged: true,
      categories: ['Important', 'two words'],
    },
    { folder: '/Local Folders/Archive', subject: 'Two', read: false, flagged: false, categories: [] },
  ]);
  expect(await take(profile)).toMatchObject({ added: 0, already: 4, deleted: 1 });
  const parents = (await bench.database.folders.toArray()).filter(({ accountId }) => accountId === LOCAL);
  expect(parents.map(({ path }) => path)).toContain('/Local Folders/Archive/2009');
});

test('what is no mail is refused by name, and a stop leaves what is in', async () => {
  const { folder, take, calls, vouch } = await begin();
  await writeFile(join(folder, 'picture.png'), 'not mail');
  await writeFile(join(folder, 'empty.eml'), '');
  expect(
    await take(join(folder, 'picture.png'), join(folder, 'empty.eml'), join(folder, 'nowhere')),
  ).toMatchObject({
    added: 0,
    refused: [
      { file: join(folder, 'picture.png') },
      { file: join(folder, 'nowhere') },
      { file: join(folder, 'empty.eml') },
    ],
  });
  const mbox = Array.from(
    { length: 50 },
    (_, n) => `From - Tue Feb 11 10:00:00 2003\nSubject: ${n}\n\ntext\n\n`,
  ).join('');
  await writeFile(join(folder, 'many.mbox'), mbox);
  const abort = new AbortController();
  const progress = () => abort.abort();
  await expect(
    calls['mail.import']({ tokens: [vouch(join(folder, 'many.mbox'))] }, { signal: abort.signal, progress }),
  ).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  const rest = await take(join(folder, 'many.mbox'));
  expect(rest.added + rest.already).toBe(50);
  await expect(calls['mail.import']({ tokens: ['ab'.repeat(16)] }, context())).rejects.toMatchObject({
    failure: { kind: 'forbidden' },
  });
});

test('an import and an export stand still while they are paused, and lose nothing by it', async () => {
  const { folder, calls, vouch, stored } = await begin();
  const file = join(folder, 'many.mbox');
  const still = () => new Promise((resolve) => setTimeout(resolve, 100));
  const entry = (nth: number) => `From - Tue Feb 11 10:00:00 2003\nSubject: ${nth}\n\ntext\n\n`;
  await writeFile(file, Array.from({ length: 50 }, (_, nth) => entry(nth)).join(''));
  /** Pauses the work as soon as it says how far it is, and lets it go on when it has stood still. */
  const held = async <R>(
    token: string,
    work: (own: ReturnType<typeof context>) => Promise<R>,
  ): Promise<R> => {
    let told = 0;
    let over = false;
    const progress = () => {
      told += 1;
      if (told === 1) void calls['mail.pause']({ token, paused: true }, context());
    };
    const running = work({ ...context(), progress }).finally(() => (over = true));
    await expect.poll(() => told).toBeGreaterThan(0);
    await still();
    const before = told;
    await still();
    expect({ over, told }).toEqual({ over: false, told: before });
    await calls['mail.pause']({ token, paused: false }, context());
    return await running;
  };
  const source = vouch(file);
  const came = await held(source, (own) => calls['mail.import']({ tokens: [source] }, own));
  expect(came).toMatchObject({ added: 50, ended: null });
  expect(await stored()).toHaveLength(50);
  const place = vouch(await mkdtemp(join(folder, 'out-')));
  const what: ExportWhat = { kind: 'account', accountId: LOCAL };
  const went = await held(place, (own) =>
    calls['mail.export']({ token: place, form: 'eml', what, untitled: 'No subject' }, own),
  );
  expect(went).toMatchObject({ written: 50, failed: [], ended: null });

  const stopped = new AbortController();
  const again = vouch(file);
  const progress = () => void calls['mail.pause']({ token: again, paused: true }, context());
  const import_ = calls['mail.import']({ tokens: [again] }, { signal: stopped.signal, progress });
  await still();
  stopped.abort();
  await expect(import_).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
});

test.each(['mbox', 'maildir', 'eml'] as const)(
  'out as %s and in again: the same bytes, marks and folders',
  async (form) => {
    const first = await begin();
    const { folder, take, give, bench, calls, stored } = first;
    const source = join(folder, 'Mail');
    await mkdir(join(source, 'Sub. a', 'Empty', 'cur'), { recursive: true });
    await mkdir(join(source, 'Sub. a', 'Empty', 'new'));
    const odd = Buffer.from(
      'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\nStatus: mine\nX-Mozilla-Keys: own\n\nFrom me\n>From you\n\nFrom x@y Thu Jan  1 00:00:00 1970\nSubject: no\n\nend without newline \xe9',
      'latin1',
    );
    await writeFile(join(source, 'a.eml'), mail('One'));
    await writeFile(join(source, 'b.eml'), mail('One', 'another of the same subject'));
    await writeFile(join(source, 'c.eml'), odd);
    await writeFile(join(source, 'Sub. a', 'd.eml'), mail('Big', 'x'.repeat(2_500_000)));
    await take(source);
    await until(async () => (await stored()).length === 4, 'the mail listed');
    const rows = (await bench.database.messages.toArray()).filter(({ accountId }) => accountId === LOCAL);
    const [a, b] = rows.filter(({ subject }) => subject === 'One').map(({ id }) => id);
    await calls['message.read']({ messageIds: [a ?? '', b ?? ''], read: true }, context());
    await calls['messages.flag']({ messageIds: [a ?? ''], flagged: true }, context());
    await calls['messages.categories'](
      { messageIds: [b ?? ''], add: ['Büro', 'Work'], remove: [] },
      context(),
    );
    await settled(bench);
    const { place, report } = await give(form, { kind: 'account', accountId: LOCAL });
    expect(report).toMatchObject({ written: 4, failed: [], ended: null });
    const second = await begin();
    const tops = (await readdir(place)).sort().map((name) => join(place, name));
    expect(await second.take(...tops)).toMatchObject({ added: 4, refused: [], ended: null });
    const bare = (all: readonly string[]) =>
      form === 'eml' ? all.map((each) => each.replace(/ \S*$/, '')) : all;
    // Without a Date, mail of an .eml has the time of its file; nothing else differs.
    expect(bare(await second.digests())).toEqual(bare(await first.digests()));
    await until(async () => (await second.stored()).length === 4, 'the mail listed');
    const sorted = async (of: typeof first) => (await of.stored()).map((each) => JSON.stringify(each)).sort();
    if (form !== 'eml') expect(await sorted(second)).toEqual(await sorted(first));
  },
);

test('what a server holds is fetched, and what it will not give is named', async () => {
  const { give, bench, house } = await begin([{ name: 'Projects', messages: await letters(6) }]);
  const folderId = `${ACCOUNT}|/exchange/${USER}/Projects`;
  await until(async () => (await bench.database.cursors.get(folderId))?.next === null, 'the folder listed');
  const refused = { kind: 'status', status: 403 } as const;
  house.mock.faults.add({
    where: { method: 'GET', path: '**/Letter 3*' },
    step: 'after-headers',
    what: refused,
  });
  const { place, report } = await give('mbox', { kind: 'folder', folderId });
  expect(report.written).toBe(5);
  expect(report.failed).toMatchObject([{ folder: 'Projects', subject: 'Letter 3' }]);
  const text = await readFile(join(place, 'Projects.mbox'), 'utf8');
  expect(text.match(/^From - /gm)).toHaveLength(5);
  expect(text.match(/^X-Mozilla-Status: 0001/gm)).toHaveLength(3);
});

test.skipIf(!hasPython())('what Python writes is read, and what Retinue writes Python reads', async () => {
  const { folder, take, stored, give } = await begin();
  await python(
    `
import mailbox, sys, os
from email.message import EmailMessage
def message(subject, body):
    m = EmailMessage(); m['Subject'] = subject; m['From'] = 'a@example.com'; m['Date'] = 'Tue, 11 Feb 2003 10:00:00 +0000'
    m.set_content(body); return m
box = mailbox.mbox(os.path.join(sys.argv[1], 'python.mbox'))
for subject, flags in (('Read', 'RO'), ('Flagged', 'F'), ('New', '')):
    m = mailbox.mboxMessage(message(subject, 'From me to you\\n\\nFrom a b c\\n')); m.set_flags(flags); box.add(m)
box.flush()
md = mailbox.Maildir(os.path.join(sys.argv[1], 'Maildir'))
sub = md.add_folder('Sub.Deep')
for subject, flags in (('M read', 'S'), ('M replied', 'RS'), ('M flagged', 'F')):
    m = mailbox.MaildirMessage(message(subject, 'Text')); m.set_subdir('cur'); m.set_flags(flags); sub.add(m)
md.add(message('M new', 'Text'))
`,
    folder,
  );
  expect(await take(join(folder, 'python.mbox'), join(folder, 'Maildir'))).toMatchObject({
    added: 7,
    refused: [],
  });
  await until(async () => (await stored()).length === 7, 'the mail listed');
  const seen = (await stored()).map(
    ({ folder: where, subject, read, flagged }) => `${where} ${subject} ${read} ${flagged}`,
  );
  expect(seen.sort()).toEqual([
    '/Maildir M new false false',
    '/Maildir/Sub/Deep M flagged false true',
    '/Maildir/Sub/Deep M read true false',
    '/Maildir/Sub/Deep M replied true false',
    '/python Flagged false true',
    '/python New false false',
    '/python Read true false',
  ]);
  const boxes = await give('mbox', { kind: 'account', accountId: LOCAL });
  const dirs = await give('maildir', { kind: 'account', accountId: LOCAL });
  const read = await python(
    `
import mailbox, sys, os, json
box = mailbox.mbox(os.path.join(sys.argv[1], 'python.mbox'))
md = mailbox.Maildir(os.path.join(sys.argv[2], 'Maildir', 'Sub', 'Deep'))
print(json.dumps({
  'mbox': sorted([m['Subject'], m.get_flags(), m.get_payload()] for m in box),
  'maildir': sorted([m['Subject'], m.get_flags()] for m in md),
}))
`,
    boxes.place,
    dirs.place,
  );
  expect(read).toEqual({
    mbox: [
      ['Flagged', 'OF', '>From me to you\n\n>From a b c\n'],
      ['New', 'O', '>From me to you\n\n>From a b c\n'],
      ['Read', 'RO', '>From me to you\n\n>From a b c\n'],
    ],
    maildir: [
      ['M flagged', 'F'],
      ['M read', 'S'],
      ['M replied', 'RS'],
    ],
  });
});

const corpus = corpusFiles();
test.skipIf(corpus.length === 0)(
  'real and broken messages go out as an mbox and come back as they were',
  async () => {
    const { take, give, digests } = await begin();
    const report = await take(corpusFolder);
    expect(report).toMatchObject({ ended: null });
    expect(report.added + report.already + report.refused.length).toBe(corpus.length);
    const { place, report: out } = await give('mbox', { kind: 'account', accountId: LOCAL });
    expect(out).toMatchObject({ failed: [], ended: null, written: report.added });
    const second = await begin();
    await second.take(...(await readdir(place)).map((name) => join(place, name)));
    expect(await second.digests()).toEqual(await digests());
    expect((await stat(place)).isDirectory()).toBe(true);
  },
);
