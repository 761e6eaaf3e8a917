import { simpleParser } from 'mailparser';
import { afterEach, expect, it } from 'vitest';
import { contentOf } from '../../../electron/mock-exchange/mime/content.ts';
import type { Method } from '../../../shared/calendar/meeting.ts';
import { readMeeting } from '../../../shared/calendar/meeting.ts';
import { meetingReply } from '../../../shared/calendar/meeting-reply.ts';
import { NONE_REFUSED } from '../../../shared/mail/compose/kept-draft.ts';
import { openReader } from '../../../renderer/store/reader.ts';
import { invitation } from '../../unit/calendar/invitations.ts';
import { type Bench, context, startBench, until } from '../../unit/engine/bench.ts';
import { ACCOUNT, type House, startHouse } from './house.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A message with a calendar object as an alternative, in base64, as Exchange and Google send it. */
async function letter(n: number, subject: string, calendar: string, method: Method) {
  const received = Date.UTC(2026, 10, 20) + n * 60_000;
  const raw = [
    'From: Ingrid Halvorsen <ingrid@example.com>',
    'To: alex@example.com',
    `Subject: ${subject}`,
    `Date: ${new Date(received).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <invitation-${n}@example.com>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary="=_a"',
    '',
    '--=_a',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'You are invited.',
    '--=_a',
    `Content-Type: text/calendar; charset=utf-8; method=${method.toUpperCase()}`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(calendar).toString('base64').replace(/.{76}/g, '$&\r\n'),
    '--=_a--',
    '',
  ].join('\r\n');
  return { content: await contentOf(Buffer.from(raw)), received, read: false };
}

async function begin(messages: Awaited<ReturnType<typeof letter>>[]) {
  const house: House = await startHouse([
    { name: 'Inbox', role: 'inbox', messages },
    { name: 'Sent Items', role: 'sentitems', messages: [] },
    { name: 'Drafts', role: 'drafts', messages: [] },
  ]);
  stops.push(() => house.stop());
  const bench = startBench(house.port().transport);
  stops.push(() => bench.stop());
  const { calls } = bench.engine.handlers;
  await calls['accounts.set']({ accounts: [{ id: ACCOUNT, name: 'Demo' }] }, context());
  await until(async () => (await bench.database.messages.count()) >= messages.length, 'all messages');
  return { house, bench, calls };
}
const messageOf = async ({ database }: Bench, subject: string) => {
  const row = (await database.messages.toArray()).find((each) => each.subject === subject);
  if (!row) throw new Error(`no ${subject}`);
  return row;
};

it('is opened with its meeting, and its answer goes out once, for people and for calendars', async () => {
  const { bench, calls } = await begin([await letter(1, 'Quay', invitation({ sequence: 2 }), 'request')]);
  const row = await messageOf(bench, 'Quay');
  const opened = await calls['message.open']({ messageId: row.id }, context());
  expect(opened).toMatchObject({ text: 'You are invited.\n', notes: [] });
  expect(opened.attachments.filter(({ inline }) => !inline)).toEqual([]);
  const meeting = readMeeting(opened.calendar ?? '');
  if (!meeting) throw new Error('no meeting');
  expect(meeting).toMatchObject({ method: 'request', sequence: 2, title: 'Brattøra quay, drawing set C' });

  const id = 'a'.repeat(32);
  const alex = { name: 'Alex', address: 'alex@example.com' };
  const text = meetingReply(
    opened.calendar ?? '',
    { ...alex, partstat: 'accepted', comment: 'Æ' },
    Date.now(),
  );
  const draft = {
    id,
    accountId: ACCOUNT,
    messageId: `<${id}@example.com>`,
    from: alex,
    to: [{ name: 'Ingrid Halvorsen', address: 'ingrid@example.com' }],
    cc: [],
    bcc: [],
    replyTo: [],
    subject: 'Accepted: Brattøra quay, drawing set C',
    body: { kind: 'text', text: 'Æ' },
    attachments: [],
    calendar: { method: 'REPLY', text: text ?? '' },
    inReplyTo: opened.thread.messageId,
    references: [],
  } as const;
  await calls['draft.save']({ draft, refused: NONE_REFUSED, open: false, touched: true }, context());
  await calls['draft.send']({ id, sendAt: Date.now(), anyway: false }, context());
  await calls['meeting.answered']({ accountId: ACCOUNT, meeting, partstat: 'accepted', id }, context());
  await until(
    async () => (await bench.database.outgoing.get(id))?.state.kind === 'done',
    'proof that it is sent',
  );

  await calls['sync.now']({}, context());
  await until(async () => (await bench.database.messages.count()) >= 2, 'the copy in Sent Items');
  const sent = await messageOf(bench, draft.subject);
  const source = await calls['message.source']({ messageId: sent.id }, context());
  const parsed = await simpleParser(source.text);
  expect(source.text).toMatch(/^Content-Type: multipart\/alternative/m);
  expect(source.text).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REPLY\r?$/m);
  expect(parsed.text?.trim()).toBe('Æ');
  const reply = await calls['message.open']({ messageId: sent.id }, context());
  expect(readMeeting(reply.calendar ?? '')).toMatchObject({
    method: 'reply',
    uid: meeting.uid,
    sequence: 2,
    comment: 'Æ',
    start: meeting.start,
    attendees: [{ address: 'alex@example.com', partstat: 'accepted' }],
  });
  const { own } = await openReader(bench.database).meeting(ACCOUNT, meeting);
  expect(own).toMatchObject({
    sequence: 2,
    isCancelled: false,
    answer: { partstat: 'accepted', outgoingId: id },
  });
});

it('knows of a later change and of a cancellation once their messages were read, in any order', async () => {
  const { bench, calls } = await begin([
    await letter(1, 'First', invitation({ sequence: 0 }), 'request'),
    await letter(2, 'Second', invitation({ sequence: 1, stamp: '20261121T000000Z' }), 'request'),
    await letter(
      3,
      'Off',
      invitation({ method: 'CANCEL', sequence: 2, stamp: '20261122T000000Z' }),
      'cancel',
    ),
  ]);
  const known = async () => (await bench.database.meetings.toArray())[0];
  for (const subject of ['Off', 'First', 'Second'])
    await calls['message.open']({ messageId: (await messageOf(bench, subject)).id }, context());
  await until(async () => (await known())?.isCancelled === true, 'the cancellation');
  expect(await known()).toMatchObject({ sequence: 2, answer: null });
  await calls['accounts.set']({ accounts: [] }, context());
  expect(await bench.database.meetings.count()).toBe(0);
});
