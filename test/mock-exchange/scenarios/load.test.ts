import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { startMockExchange } from '../../../electron/mock-exchange/index.ts';
import type { ScenarioInput } from '../../../electron/mock-exchange/scenarios/scenario.ts';
import { inTemporaryFolder } from '../content/temporary-folder.ts';
import { message } from '../support/mail.ts';
import { ask, NOW, propfindBody, serverWith, texts } from '../support/server.ts';

const LEAST = { name: 'own', title: 'Own', description: 'Made by a test.' };
const DRAFTS = '/exchange/alex/Drafts/';

let mock: MockExchange;
afterEach(() => mock.stop());

const withItems = (items: NonNullable<NonNullable<ScenarioInput['mailboxes']>[number]['items']>) => ({
  ...LEAST,
  mailboxes: [{ user: 'alex', items }],
});

async function listing(folder: string, ...names: readonly string[]) {
  const answer = await ask(mock, 'PROPFIND', folder, { Depth: '1,noroot' }, propfindBody(...names));
  expect(answer.status).toBe(207);
  return answer.text;
}

const peopleOf = ({ accounts }: MockExchange) =>
  accounts.map(({ user, address, password }) => ({ user, address, password }));

const total = (folder: string) => mock.folders('alex').find((each) => each.path === folder)?.total ?? 0;

describe('loading a scenario', () => {
  it('keeps the accounts of the server where it names none, and the mail as it was', async () => {
    mock = await serverWith([message('One')]);
    await mock.deliver('alex', message('Two', { id: 2 }));
    expect(total('Inbox')).toBe(2);
    await mock.load('healthy');
    expect(mock.state).toMatchObject({ scenario: { name: 'healthy' }, run: 2, requests: 0 });
    expect(total('Inbox')).toBe(1);
    expect((await ask(mock, 'OPTIONS', '/exchange/alex/')).status).toBe(200);
  });

  it('moves the mailbox where the scenario says so', async () => {
    mock = await serverWith([message('One')]);
    await mock.load('after-mailbox-move');
    mock.clock.setRate(1000);
    expect(mock.events.entries.map(({ source }) => source)).toContain('MSExchangeAdmin');
    expect((await ask(mock, 'GET', '/exchange/alex/Inbox/One.EML', { Translate: 'f' })).status).toBe(200);
    expect(mock.oracle().conversions.count).toBe(1);
  });

  it('refuses what is wrong in one line, and then nothing has changed', async () => {
    mock = await serverWith([message('One')]);
    const { state } = mock;
    await expect(mock.load('after-mailbox-mov')).rejects.toThrow(
      'There is no scenario "after-mailbox-mov"; the nearest names are after-mailbox-move, ',
    );
    const wrong: readonly [unknown, string][] = [
      [{ ...LEAST, rules: [{ step: 'later', what: { kind: 'reset' } }] }, 'rules[0].step: expected one of'],
      [
        { ...LEAST, actions: [{ do: 'move-mailbox', mailbox: 'nobody' }] },
        'actions[0].mailbox: there is no mailbox',
      ],
      [
        { ...LEAST, personality: 'rfc4918', actions: [{ do: 'move-mailbox' }] },
        'actions[0].do: a plain WebDAV server has no mailboxes to move',
      ],
      [
        { ...LEAST, auth: 'forms', personality: '2000' },
        'auth: forms came with Exchange 2003, and this is 2000',
      ],
      [
        withItems([{ folder: 'inbox', file: 'a.eml' }]),
        'mailboxes[0].items[0].file: there is no file "a.eml"',
      ],
    ];
    for (const [given, sentence] of wrong) {
      await expect(mock.load(given as ScenarioInput)).rejects.toThrow(sentence);
    }
    expect(mock.state).toEqual(state);
    expect(total('Inbox')).toBe(1);
  });

  it('refuses an unknown name at the start as well', async () => {
    mock = await startMockExchange();
    await expect(startMockExchange({ scenario: 'helthy' })).rejects.toThrow('the nearest names are healthy');
  });

  it('makes single messages with flags, ages, copies and a domain of its own', async () => {
    mock = await serverWith([]);
    await mock.load(
      withItems([
        {
          folder: 'drafts',
          draft: true,
          subject: 'Left behind',
          ageHours: 72,
          copies: 2,
          bcc: ['cy@example.com'],
        },
        { folder: 'outbox', submitted: true, subject: 'Stuck' },
        { folder: 'Projects/2019', eml: 'Subject: given\n\nline\n', read: true },
      ]),
    );
    const drafts = await listing(DRAFTS, 'h:subject', 'h:datereceived', 'p:x0e070003', 'm:message-id');
    expect(texts(drafts, 'subject')).toEqual(['Left behind 1', 'Left behind 2']);
    expect(texts(drafts, 'datereceived')[0]).toBe(new Date(NOW - 72 * 3_600_000).toISOString());
    expect(texts(drafts, 'x0e070003').map((flags) => Number(flags) & 0x8)).toEqual([8, 8]);
    expect(texts(drafts, 'message-id').map((id) => id.replace(/&[lg]t;/g, ''))).toEqual([
      'scenario-1-0-0-1@example.com',
      'scenario-1-0-0-2@example.com',
    ]);
    const raw = await ask(mock, 'GET', `${DRAFTS}Left%20behind%201.EML`, { Translate: 'f' });
    expect(raw.text).toMatch(/^Bcc: cy@example\.com\r$/m);
    const outbox = await listing('/exchange/alex/Outbox/', 'p:x0e070003');
    expect(Number(texts(outbox, 'x0e070003')[0]) & 0x4).toBe(4);
    const given = await ask(mock, 'GET', '/exchange/alex/Projects/2019/given.EML', { Translate: 'f' });
    expect(given.text).toBe('Subject: given\r\n\r\nline\r\n');
  });

  it('makes drafts without a body, which stay so at a reset', async () => {
    mock = await serverWith([]);
    await mock.load(withItems([{ folder: 'drafts', draft: true, bodyless: true, subject: 'Half', to: [] }]));
    for (let run = 0; run < 2; run++) {
      const raw = await ask(mock, 'GET', `${DRAFTS}Half.EML`, { Translate: 'f' });
      expect(raw.text).toMatch(/Subject: Half\r\n/);
      expect(raw.text.split('\r\n\r\n')[1]?.trim()).toBe('');
      expect(mock.oracle().stuck.map(({ mechanism }) => mechanism)).toEqual(['half-created']);
      await mock.reset();
    }
  });

  it('makes a 10 GB attachment without holding it', async () => {
    mock = await serverWith([]);
    const before = process.memoryUsage.rss();
    await mock.load(
      withItems([
        {
          folder: 'inbox',
          subject: 'Huge',
          attachment: { name: 'a.bin', bytes: 1e10 },
          cc: ['x@example.com'],
        },
      ]),
    );
    const size = texts(await listing('/exchange/alex/Inbox/', 'D:getcontentlength'), 'getcontentlength')[0];
    expect(Number(size)).toBeGreaterThan(1.3e10);
    const range = await ask(mock, 'GET', '/exchange/alex/Inbox/Huge.EML', {
      Translate: 'f',
      Range: 'bytes=0-99',
    });
    expect(range.status).toBe(206);
    expect(range.text).toMatch(/^Cc: x@example\.com\r\n/);
    expect(process.memoryUsage.rss() - before).toBeLessThan(500_000_000);
  });

  it('has the same mail for the same seed and start, and other mail for another seed', async () => {
    mock = await serverWith([]);
    const mailboxes = [{ user: 'alex', messages: 20 }];
    const subjects = async (seed: number) => {
      await mock.load({ ...LEAST, seed, mailboxes });
      return texts(await listing('/exchange/alex/Inbox/', 'h:subject'), 'subject');
    };
    const first = await subjects(7);
    expect(await subjects(8)).not.toEqual(first);
    expect(await subjects(7)).toEqual(first);
  });

  it('reads a file, and what its items name beside it and nowhere else', async () => {
    mock = await serverWith([]);
    await inTemporaryFolder(async (folder) => {
      const url = pathToFileURL(path.join(folder, 'own.json'));
      await writeFile(path.join(folder, 'one.eml'), 'Subject: bytes\r\n\r\n\xe6\xff', 'latin1');
      await writeFile(url, JSON.stringify(withItems([{ folder: 'inbox', file: 'one.eml' }])));
      await mock.load(url);
      const raw = await ask(mock, 'GET', '/exchange/alex/Inbox/bytes.EML', { Translate: 'f' });
      expect(raw.bytes.toString('latin1')).toBe('Subject: bytes\r\n\r\n\xe6\xff');
      for (const name of ['../one.eml', '/etc/hostname', 'missing.eml']) {
        await writeFile(url, JSON.stringify(withItems([{ folder: 'inbox', file: name }])));
        await expect(mock.load(url)).rejects.toThrow(
          `mailboxes[0].items[0].file: there is no file "${name}"`,
        );
      }
      await writeFile(url, '{"name": ');
      await expect(mock.load(url)).rejects.toThrow('document: expected JSON in UTF-8');
    });
  });
});

describe('saving a scenario', () => {
  const RULE = {
    id: 'busy',
    where: { method: 'GET' },
    step: 'before-read',
    what: { kind: 'status', status: 503 },
    howLong: { count: 2 },
  } as const;
  const statuses = async () => {
    const seen: number[] = [];
    for (let step = 0; step < 3; step++)
      seen.push((await ask(mock, 'GET', '/exchange/alex/Inbox/One.EML', { Translate: 'f' })).status);
    return seen;
  };

  it('holds what was set live, and loading it gives the same behaviour', async () => {
    mock = await serverWith([message('One')]);
    mock.faults.add(RULE);
    mock.settings.change({ MessageSizeLimit: 77 });
    mock.moveMailbox('alex');
    mock.clock.setRate(3);
    expect(await statuses()).toEqual([503, 503, 200]);
    const saved = mock.scenario();
    expect(JSON.parse(JSON.stringify(saved))).toMatchObject({
      rules: [RULE],
      settings: { MessageSizeLimit: 77 },
      actions: [{ do: 'move-mailbox', mailbox: 'alex' }],
      clock: { start: new Date(NOW).toISOString(), rate: 3 },
    });
    await mock.load('healthy');
    expect(await statuses()).toEqual([200, 200, 200]);
    await mock.load(JSON.parse(JSON.stringify(saved)) as ScenarioInput);
    expect(await statuses()).toEqual([503, 503, 200]);
    expect(mock.oracle().conversions.count).toBe(1);
    expect(mock.settings.values.MessageSizeLimit).toBe(77);
    expect(mock.scenario()).toEqual(saved);
  });

  it('names the mailboxes by what they are made of, with what they took from the server', async () => {
    mock = await serverWith([]);
    await mock.load({ ...LEAST, mailboxes: [{ user: 'alex', messages: 5 }, { user: 'bo' }] });
    expect(mock.scenario().mailboxes).toMatchObject([
      { user: 'alex', address: 'alex@example.com', password: 'secret', messages: 5 },
      { user: 'bo', address: 'bo@example.com', password: 'secret', messages: 0 },
    ]);
    const other = await startMockExchange({ scenario: mock.scenario() });
    try {
      expect(peopleOf(other)).toEqual(peopleOf(mock));
      expect(other.folders('alex')).toEqual(mock.folders('alex'));
    } finally {
      await other.stop();
    }
  });

  it('resets to the loaded scenario and not to the start', async () => {
    mock = await serverWith([message('One')]);
    await mock.load({
      ...LEAST,
      rules: [RULE],
      mailboxes: [{ user: 'alex', items: [{ folder: 'inbox', subject: 'One' }] }],
    });
    mock.faults.clear();
    await ask(mock, 'DELETE', '/exchange/alex/Inbox/One.EML');
    await mock.reset();
    expect(mock.journal).toHaveLength(0);
    expect(await statuses()).toEqual([503, 503, 200]);
  });
});
