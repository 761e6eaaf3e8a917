import { generatedContacts } from '../../electron/mock-exchange/generate/contacts.ts';
import { startMockExchange } from '../../electron/mock-exchange/index.ts';
import { contentOf } from '../../electron/mock-exchange/mime/content.ts';
import { publicFolders } from '../../electron/mock-exchange/public/folders.ts';
import type { NewMessage } from '../../electron/mock-exchange/store/content.ts';
import { attachedPart, htmlPart, multipart, rawMail, textPart } from '../helpers/raw-mail.ts';
import { invitation } from '../unit/calendar/invitations.ts';
import type { TestServer } from './fixtures.ts';
import { letter } from './support.ts';

const DAY = 86_400_000;
const PASSWORD = 'correct horse';

/** A message of a conversation about the quay. */
const ofQuay = (id: string, ...before: string[]) =>
  rawMail(
    [
      `Subject: ${before.length > 0 ? 'Re: ' : ''}Quay, drawing set C`,
      `Message-ID: <${id}@example.com>`,
      ...(before.length > 0
        ? [`References: ${before.map((each) => `<${each}@example.com>`).join(' ')}`]
        : []),
    ],
    textPart(`This is ${id}.`),
  );

/** It deceives, is of a list, asks for a receipt, and holds pictures from elsewhere. */
const CAREFUL = rawMail(
  [
    'Subject: Your account',
    'From: "service@bank.example" <x91@evil.test>',
    'Reply-To: collect@other.test',
    'List-Unsubscribe: <https://u.shop.example/x>, <mailto:off@shop.example>',
    'Disposition-Notification-To: x91@evil.test',
  ],
  htmlPart(
    '<p>Sign in at <a href="https://evil.test/x">www.bank.example</a></p><img src="https://evil.test/p.png" width="90" height="40">',
  ),
);

const FILES = rawMail(
  ['Subject: Files to look at'],
  multipart('mixed', [
    textPart('See the files.'),
    attachedPart('text/plain', 'filename="notes.txt"', Buffer.from('Notes from the quay')),
    attachedPart('application/octet-stream', 'filename="setup.exe"', Buffer.from('MZ')),
  ]),
);

const INVITED = rawMail(
  ['Subject: Invited', 'From: Ingrid Halvorsen <ingrid@example.com>', 'Message-ID: <invited@example.com>'],
  multipart('alternative', [
    textPart('We go through the drawings.'),
    {
      head: ['Content-Type: text/calendar; charset=utf-8; method=REQUEST'],
      body: invitation(),
    },
  ]),
);

/** Messages, the first the newest, so many days apart. */
async function aged(
  raws: readonly string[],
  now: number,
  change: Partial<NewMessage> = {},
): Promise<readonly NewMessage[]> {
  const contents = await Promise.all(raws.map((raw) => contentOf(Buffer.from(raw))));
  return contents.map((content, nth) => ({
    content,
    received: now - 60_000 - nth * DAY,
    read: nth !== 2,
    ...change,
  }));
}

/** A server with something for every view: a conversation, an invitation, deceit, files, drafts that others left, contacts, public folders and a colleague's Inbox. */
export async function fullWorld(now: number): Promise<TestServer> {
  const person = (user: string, displayName: string) => ({
    user,
    displayName,
    address: `${user}@example.com`,
    password: PASSWORD,
  });
  const inbox = [
    ofQuay('third', 'first', 'second'),
    CAREFUL,
    FILES,
    INVITED,
    letter('Lunch on Friday?'),
    ofQuay('first'),
    ...Array.from({ length: 60 }, (_, nth) => letter(`Daily report ${nth}`)),
  ];
  const left = rawMail(
    ['Subject: Signed minutes', 'From: alex@example.com', 'Message-ID: <signed@example.com>'],
    textPart('Please see below.'),
  ).replace(/^To: .*$/m, 'To: bo@example.com');
  const mock = await startMockExchange({
    mailboxes: [
      {
        ...person('alex', 'Alex Moe'),
        folders: [
          { name: 'Inbox', role: 'inbox', messages: await aged(inbox, now) },
          {
            name: 'Drafts',
            role: 'drafts',
            messages: await aged([left], now - 3 * DAY, { draft: true, fromMe: true, read: true }),
          },
          {
            name: 'Sent Items',
            role: 'sentitems',
            messages: await aged([ofQuay('second', 'first')], now - DAY / 2, { fromMe: true }),
          },
          { name: 'Deleted Items', role: 'deleteditems', messages: [] },
          { name: 'Junk E-mail', messages: [] },
          { name: 'Archive', messages: [] },
          {
            name: 'Projects',
            messages: [],
            folders: [
              { name: 'Bridge', messages: [] },
              { name: 'Quay', messages: await aged([letter('Soil')], now) },
            ],
          },
          generatedContacts(1, now),
        ],
      },
      {
        ...person('bo', 'Bo Berg'),
        folders: [
          {
            name: 'Inbox',
            role: 'inbox',
            messages: await aged([letter('Minutes of Monday')], now),
            grants: { alex: 'reviewer' },
          },
        ],
      },
      // Who wrote the letters: what is answered arrives.
      { ...person('ada', 'Ada L'), folders: [] },
    ],
    publicFolders: publicFolders({ seed: 1, now, domain: 'example.com' }),
  });
  return { mock, user: 'alex', password: PASSWORD, url: mock.mailboxUrl('alex') };
}
