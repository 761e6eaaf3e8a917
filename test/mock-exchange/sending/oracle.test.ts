import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { content, message } from '../support/mail.ts';
import { ask } from '../support/server.ts';
import { DRAFTS, list, mail, office, oracleOf, RFC822, SUBMISSION } from './office.ts';

const ID = '<one@client.example>';
let mock: MockExchange;
afterEach(() => mock.stop());

const RAW = mail(['To: bo@example.com, x@outside.example', 'Subject: Told']);
const HOUR = 3_600_000;

describe('messages', () => {
  it('have exactly the shape that scripts depend on', async () => {
    mock = await office();
    await ask(mock, 'PUT', SUBMISSION, RFC822, RAW);
    expect(mock.oracle()).toEqual({
      messages: [
        {
          messageId: ID,
          subject: 'Told',
          deliveries: [
            { recipient: 'bo@example.com', copies: 1 },
            { recipient: 'x@outside.example', copies: 1 },
          ],
          sentCopies: 1,
          draftsLeft: 0,
          inOutbox: 0,
        },
      ],
      items: [],
      stuck: [],
      conversions: { count: 0, peakBytes: 0, temporaryBytes: 0 },
      workerCrashes: 0,
    });
  });

  it('count every copy that really arrived, and drafts that were left behind', async () => {
    mock = await office();
    await ask(mock, 'PUT', `${DRAFTS}/a.EML`, RFC822, RAW);
    expect(oracleOf(mock, ID)).toMatchObject({ deliveries: [], draftsLeft: 1, sentCopies: 0 });
    await ask(mock, 'POST', DRAFTS, RFC822, RAW);
    expect(oracleOf(mock, ID)).toMatchObject({ deliveries: [], draftsLeft: 2, sentCopies: 0 });
    await ask(mock, 'COPY', `${DRAFTS}/a.EML`, { Destination: SUBMISSION });
    await ask(mock, 'COPY', `${DRAFTS}/a.EML`, { Destination: SUBMISSION, Saveinsent: 'f' });
    expect(oracleOf(mock, ID)).toMatchObject({
      deliveries: [
        { recipient: 'bo@example.com', copies: 2 },
        { recipient: 'x@outside.example', copies: 2 },
      ],
      draftsLeft: 2,
      sentCopies: 1,
    });
  });

  it('count Sent copies as they lie there: filed by the client, deleted, moved', async () => {
    mock = await office({ folders: [{ name: 'Archive', messages: [] }] });
    const sent = '/exchange/alex/Sent%20Items';
    await ask(mock, 'PUT', SUBMISSION, { ...RFC822, Saveinsent: 'f' }, RAW);
    expect(oracleOf(mock, ID)?.sentCopies).toBe(0);
    await ask(mock, 'PUT', `${sent}/own.EML`, RFC822, RAW);
    expect(oracleOf(mock, ID)?.sentCopies).toBe(1);
    await ask(mock, 'PUT', SUBMISSION, RFC822, RAW);
    expect(oracleOf(mock, ID)?.sentCopies).toBe(2);
    const archive = { Destination: '/exchange/alex/Archive/Told.EML' };
    expect((await ask(mock, 'MOVE', `${sent}/Told.EML`, archive)).status).toBe(201);
    expect(oracleOf(mock, ID)?.sentCopies).toBe(2);
    await ask(mock, 'DELETE', `${sent}/own.EML`);
    expect(oracleOf(mock, ID)?.sentCopies).toBe(1);
  });

  it('still count a delivery that its recipient has deleted, and one that came from outside', async () => {
    mock = await office();
    await mock.deliver('alex', 'To: alex@example.com\r\nMessage-ID: <in@outside.example>\r\n\r\nx');
    const [path = ''] = await list(mock, 'alex', 'Inbox');
    await ask(mock, 'DELETE', path);
    expect(oracleOf(mock, '<in@outside.example>')?.deliveries).toEqual([
      { recipient: 'alex@example.com', copies: 1 },
    ]);
  });

  it('tell nothing of a submission that a fault swallowed', async () => {
    mock = await office({
      rules: [
        {
          id: 'lost',
          where: { method: 'PUT', path: '/exchange/alex/##DavMailSubmissionURI##' },
          step: 'after-commit-before-reply',
          what: { kind: 'drop-commit' },
        },
      ],
    });
    await ask(mock, 'PUT', SUBMISSION, RFC822, RAW);
    expect(mock.oracle().messages).toEqual([]);
  });
});

describe('stuck items', () => {
  const at = (name: string, role: 'drafts' | 'outbox', messages: Parameters<typeof message>[]) => ({
    name,
    role,
    messages: messages.map(([subject, more]) => message(subject, more)),
  });

  it('are drafts that somebody finished and left, not young, sent or unaddressed ones', async () => {
    const received = Date.UTC(2026, 10, 23, 12);
    const unaddressed = { draft: true, content: content('Subject: To nobody\r\n\r\nText\r\n') };
    mock = await office({
      folders: [
        at('Drafts', 'drafts', [
          ['Old', { draft: true, id: 1 }],
          ['Young', { draft: true, id: 2, received: received - HOUR + 1 }],
          ['Put here', { id: 3 }],
          ['To nobody', { ...unaddressed, id: 4 }],
          ['Empty', { draft: true, id: 5, body: '' }],
        ]),
        at('Outbox', 'outbox', [['Queued', { submitted: true, id: 6 }]]),
      ],
    });
    expect(mock.oracle().stuck).toEqual([
      {
        mechanism: 'queued-not-spooled',
        href: '/exchange/alex/Outbox/Queued.EML',
        messageId: '<6@example.com>',
      },
      { mechanism: 'foreign-drafts', href: '/exchange/alex/Drafts/Old.EML', messageId: '<1@example.com>' },
      { mechanism: 'half-created', href: '/exchange/alex/Drafts/Empty.EML', messageId: '<5@example.com>' },
    ]);
  });
});
