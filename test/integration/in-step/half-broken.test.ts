import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { context } from '../../unit/engine/bench.ts';
import { ACCOUNT, type House, letter, letters, startHouse, USER } from '../engine/house.ts';
import { type Bend, type Bendable, type BentServer, startBentServer } from './bent-server.ts';
import { disagreements } from './compare.ts';
import { type Office, openOffice } from './office.ts';
import { type OtherClient, otherClient } from './other-client.ts';

/** Names that have a meaning of their own in an address, in XML or in the direction of writing. */
const ODD = ['a+b', '50% #1;x', 'Æ & <Co>', 'ab\u202Etxt\u202C', 'שלום'];
const COUNT = 8;
const YEAR_MS = 365 * 24 * 3_600_000;
const INBOX = `${ACCOUNT}|/exchange/${USER}/Inbox`;

let house: House;
let bent: BentServer;
let office: Office;
let other: OtherClient;

beforeEach(async () => {
  const odd = await Promise.all(
    ODD.map(async (name, nth) => ({ name, messages: await letters(2, 20 + 2 * nth) })),
  );
  house = await startHouse([{ name: 'Inbox', role: 'inbox', messages: await letters(COUNT) }, ...odd]);
  bent = await startBentServer(house.mock.origin);
  other = otherClient(house.mock);
  house.setAccount(bent.origin);
  office = await openOffice(
    { ...house, mock: { ...house.mock, origin: bent.origin } },
    { restlessMs: 60_000 },
  );
});
afterEach(async () => {
  await office.stop();
  await bent.stop();
  await house.stop();
  await office.database.delete();
});

const rows = async () => (await office.database.messages.toArray()).map(({ id }) => id).sort();
const told = () => office.log.map(({ sentence }) => sentence).join('\n');
const isTree = ({ asked }: Bendable) => asked.includes('deep traversal');
const isList = ({ asked }: Bendable) => asked.includes('shallow traversal');
const edit =
  (pattern: RegExp, to: string | ((found: string) => string), when = isListOrTree): Bend =>
  (answer) =>
    when(answer) ? { text: answer.text.replace(pattern, to as string) } : {};
function isListOrTree(answer: Bendable): boolean {
  return isTree(answer) || isList(answer);
}

/** Two looks at the mailbox, with time between them; ends even where the server never tells the truth. */
async function look(): Promise<void> {
  for (let nth = 0; nth < 2; nth += 1) {
    office.clock.pass(61_000);
    await office.sync();
    await office.settle();
  }
}
async function change(): Promise<void> {
  const [first, second] = await other.messages('Inbox');
  await other.remove(first?.href ?? '');
  await other.mark(second?.href ?? '', !second?.read);
  await house.mock.deliver(USER, await letter(90, false));
}

let tag = 0;
/** Bends from the first request on: client and server still agree, as far as the truth can be known. */
const HARMLESS: readonly (readonly [string, Bend])[] = [
  ['addresses without a host', edit(/http:\/\/127\.0\.0\.1:\d+\//g, '/')],
  ['addresses of another host', edit(/http:\/\/127\.0\.0\.1:\d+\//g, 'https://front-end.example:8443/')],
  ['every row twice', edit(/<a:response>.*?<\/a:response>/gs, (found) => found + found)],
  [
    'content tags that change with each look',
    edit(/contenttag>[^<]*</g, () => `contenttag>"${(tag += 1)}"<`),
  ],
  ['no content tags', edit(/<(\w):contenttag>.*?<\/\1:contenttag>/g, '')],
  ['no permanent addresses', edit(/<(\w):permanenturl>.*?<\/\1:permanenturl>/g, '')],
  ['no Message-IDs, senders and sizes', edit(/<\w:(message-id|from|getcontentlength)\b.*?<\/\w:\1>/g, '')],
];

describe('a half-broken server', () => {
  it.each(HARMLESS)('with %s is followed all the same', async (_name, bend) => {
    bent.bend(bend);
    await office.quiet();
    await change();
    await look();
    expect(await disagreements(office.database, other)).toEqual([]);
  });

  it('with odd names of folders: messages go there and back', async () => {
    await office.quiet();
    const { calls, database } = office;
    const idsOf = async (subject: string) =>
      (await database.messages.toArray()).filter((row) => row.subject === subject).map(({ id }) => id);
    const folders = await database.folders.toArray();
    for (const [nth, name] of ODD.entries()) {
      const folderId = folders.find((each) => each.name === name)?.id ?? '';
      await calls()['messages.move']({ messageIds: await idsOf(`Letter ${nth}`), folderId }, context());
    }
    await office.quiet();
    expect(await disagreements(database, other)).toEqual([]);
    for (const nth of ODD.keys())
      await calls()['messages.move'](
        { messageIds: await idsOf(`Letter ${nth}`), folderId: INBOX },
        context(),
      );
    await office.quiet();
    expect(await disagreements(database, other)).toEqual([]);
    expect(await other.messages('Inbox')).toHaveLength(COUNT);
  });

  it('with wrong counts: the messages are right, and it is not asked for everything at each look', async () => {
    bent.bend(edit(/(visiblecount|unreadcount)([^>]*)>\d+</g, '$1$2>77<'));
    await office.quiet();
    await change();
    await look();
    await look();
    const off = await disagreements(office.database, other);
    expect(off.filter((line) => !/^only \w+: folder /.test(line))).toEqual([]);
    bent.requests();
    await look();
    expect(bent.requests()).toBeLessThan(40);
  });

  it('with a subject of 1 MB: the message is there', async () => {
    const long = 'x'.repeat(2 ** 20);
    bent.bend(edit(/subject>Letter 3</g, `subject>${long}<`));
    await office.quiet();
    const all = await office.database.messages.toArray();
    expect(all).toHaveLength(COUNT + 2 * ODD.length);
    expect(all.some(({ subject }) => subject.length >= 1000 && subject.startsWith('xxx'))).toBe(true);
  });

  it('with a clock here that goes back and forward by a year: nothing stops', async () => {
    await office.quiet();
    for (const ms of [-YEAR_MS, 2 * YEAR_MS, -YEAR_MS]) {
      office.clock.pass(ms);
      await office.settle();
      await change();
      await look();
      expect(await disagreements(office.database, other)).toEqual([]);
    }
  });

  it('that lists a message which is gone: a change of it is told, and the rest goes on', async () => {
    const ghost = (found: string) =>
      found +
      found
        .replace(/Letter(%20| )\d+/g, 'Letter$199')
        .replace(/-(\w+)<\/d:permanenturl>/, '-fff</d:permanenturl>');
    bent.bend(
      edit(
        /<a:response>(?:(?!<\/a:response>).)*Inbox\/Letter(?:(?!<\/a:response>).)*<\/a:response>/s,
        ghost,
        isList,
      ),
    );
    await office.quiet();
    const unreal = (await office.database.messages.toArray()).find(({ subject }) => subject === 'Letter 99');
    expect(unreal).toBeDefined();
    await office.calls()['message.read']({ messageIds: [unreal?.id ?? ''], read: !unreal?.read }, context());
    await look();
    expect(office.log.map(({ title }) => title)).toContain('A change was given up');
    expect(await office.database.tasks.count()).toBe(0);
  });
});

const EMPTY = '<?xml version="1.0"?><a:multistatus xmlns:a="DAV:"></a:multistatus>';
const whole =
  (text: string, when: (answer: Bendable) => boolean): Bend =>
  (answer) =>
    when(answer) ? { text } : {};
/** Bends of a server that was sound before: what is here stays, and the person is told why. */
const HARMFUL: readonly (readonly [string, Bend, string])[] = [
  ['an empty list of folders', whole(EMPTY, isTree), 'without the Inbox'],
  [
    'a list of folders without the Inbox',
    edit(/<a:response>(?:(?!<\/a:response>).)*<a:displayname>Inbox<.*?<\/a:response>/s, '', isTree),
    'without the Inbox',
  ],
  ['folders that list nothing', whole(EMPTY, isList), 'listed none'],
  [
    'a sign-in page in place of the folders',
    (answer) =>
      isTree(answer) ? { status: 200, type: 'text/html', text: '<html><form></form></html>' } : {},
    'This network asks you to sign in first.',
  ],
  [
    'a sign-in page in place of a folder',
    (answer) =>
      isList(answer) ? { status: 200, type: 'text/html', text: '<html><form></form></html>' } : {},
    'This network asks you to sign in first.',
  ],
  [
    'a list that is cut short',
    (answer) => (isListOrTree(answer) ? { text: answer.text.slice(0, -30) } : {}),
    '',
  ],
  [
    'an answer inside of an answer',
    (answer) =>
      isListOrTree(answer)
        ? {
            text: answer.text.replace(
              /<a:response>.*<\/a:response>/s,
              `<a:response>${answer.text.replace(/^<\?.*?\?>/, '')}</a:response>`,
            ),
          }
        : {},
    '',
  ],
];

describe('a server that was sound and breaks', () => {
  it.each(HARMFUL)('with %s: nothing is removed here', async (_name, bend, sentence) => {
    await office.quiet();
    const before = await rows();
    const folders = await office.database.folders.count();
    const [first] = await other.messages('Inbox');
    await other.mark(first?.href ?? '', !first?.read);
    bent.bend(bend);
    await look();
    expect(await rows()).toEqual(before);
    expect(await office.database.folders.count()).toBe(folders);
    expect(told()).toContain(sentence);
    bent.bend(() => ({}));
    office.clock.pass(3_600_000);
    await office.quiet();
    expect(await disagreements(office.database, other)).toEqual([]);
  });
});
