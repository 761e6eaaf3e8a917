import { afterEach, describe, expect, it } from 'vitest';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { simpleParser } from 'mailparser';
import { ask } from '../support/server.ts';
import { message } from '../support/mail.ts';
import { copies, DRAFTS, list, mail, office, property, read, RFC821, RFC822, SUBMISSION } from './office.ts';

const ID = '<one@client.example>';
let mock: MockExchange;
afterEach(() => mock.stop());

const put = (raw: string | Buffer) => ask(mock, 'PUT', SUBMISSION, RFC822, raw);
const TO_BO = mail(['To: bo@example.com', 'Subject: Big'], 'x'.repeat(3000));

describe('From (reference 5.1, 5.2)', () => {
  const from = (line: string) => put(mail([line, 'To: bo@example.com']));

  it("takes the owner's, in any spelling of the address", async () => {
    mock = await office();
    expect((await from('From: "Somebody" <ALEX@Example.com>')).status).toBe(200);
    expect((await from('From: =?utf-8?B?w4VzZQ==?= <alex@example.com>')).status).toBe(200);
    expect(copies(mock, ID)).toEqual({ 'bo@example.com': 2 });
  });

  it("refuses anybody else's with 403, Resent-From or not, and sends nothing", async () => {
    mock = await office();
    for (const line of [
      'From: cy@example.com',
      'From: alex@example.com, cy@example.com',
      'From: x@outside.example',
    ])
      expect((await from(line)).status).toBe(403);
    expect((await from('Resent-From: alex@example.com\r\nFrom: cy@example.com')).status).toBe(403);
    expect(mock.oracle().messages).toEqual([]);
  });

  it('refuses any at all where SubmissionFrom is none, and fills it in where it is left out', async () => {
    mock = await office({ settings: { SubmissionFrom: 'none' } });
    expect((await from('From: alex@example.com')).status).toBe(403);
    expect((await from('X-Other: 1')).status).toBe(200);
    expect((await read(mock, 'bo', 'Inbox'))[0]).toContain('From: "Alex Example" <alex@example.com>');
  });

  it('leaves the draft of a refused MOVE where it is, and takes the corrected one', async () => {
    mock = await office({ settings: { SubmissionFrom: 'none' } });
    await ask(mock, 'PUT', `${DRAFTS}/a.EML`, RFC822, mail(['From: alex@example.com', 'To: bo@example.com']));
    const move = () => ask(mock, 'MOVE', `${DRAFTS}/a.EML`, { Destination: SUBMISSION });
    expect((await move()).status).toBe(403);
    expect(await list(mock, 'alex', 'Drafts')).toEqual([`${DRAFTS}/a.EML`]);
    mock.settings.change({ SubmissionFrom: 'owner' });
    expect((await move()).status).toBe(200);
  });
});

describe('sizes and quota (reference 5.2, 6.4)', () => {
  it('refuses a message over the limit with 500 and a sentence', async () => {
    mock = await office({ settings: { MessageSizeLimit: 2 } });
    const answer = await put(TO_BO);
    expect(answer.status).toBe(500);
    expect(answer.text).toContain('larger than 2 KB');
    expect(mock.oracle().messages).toEqual([]);
    expect(await list(mock, 'alex', 'Sent Items')).toEqual([]);
  });

  it('takes it and returns it where SizeLimitAnswer is ndr', async () => {
    mock = await office({ settings: { MessageSizeLimit: 2, SizeLimitAnswer: 'ndr' } });
    expect((await put(mail(['To: bo@example.com, x@out.example'], 'x'.repeat(3000)))).status).toBe(200);
    expect(copies(mock, ID)).toEqual({});
    expect(await list(mock, 'alex', 'Sent Items')).toHaveLength(1);
    const [report = ''] = await read(mock, 'alex', 'Inbox');
    expect(report).toContain('Final-Recipient: rfc822; bo@example.com\r\nAction: failed\r\nStatus: 5.2.3');
    expect(report).toContain('Final-Recipient: rfc822; x@out.example');
  });

  it('answers 500 to sending and 507 to storing where the mailbox is over its quota', async () => {
    mock = await office({ settings: { MailboxQuota: 1 } });
    const big = mail(['To: bo@example.com'], 'x'.repeat(700_000));
    expect((await ask(mock, 'PUT', `${DRAFTS}/a.EML`, RFC822, big)).status).toBe(201);
    expect((await ask(mock, 'PUT', `${DRAFTS}/a.EML`, RFC822, big)).status).toBe(200);
    expect((await ask(mock, 'PUT', `${DRAFTS}/b.EML`, RFC822, big)).status).toBe(507);
    expect((await ask(mock, 'POST', DRAFTS, RFC822, big)).status).toBe(507);
    expect((await put(big)).status).toBe(500);
    expect((await ask(mock, 'GET', `${DRAFTS}/a.EML`)).status).toBe(200);
    mock.settings.change({ MailboxQuota: 0 });
    expect((await ask(mock, 'MOVE', `${DRAFTS}/a.EML`, { Destination: SUBMISSION })).status).toBe(500);
    expect(await list(mock, 'alex', 'Drafts')).toEqual([`${DRAFTS}/a.EML`]);
    mock.settings.change({ MailboxQuota: null });
    expect((await ask(mock, 'MOVE', `${DRAFTS}/a.EML`, { Destination: SUBMISSION })).status).toBe(200);
  });
});

describe('non-delivery reports (reference 5.2)', () => {
  it('come back for nobody in the own domain, and only for those', async () => {
    mock = await office();
    const raw = mail(['To: bo@example.com, nobody@example.com', 'Cc: x@outside.example', 'Subject: Mixed æ']);
    expect((await put(raw)).status).toBe(200);
    expect(copies(mock, ID)).toEqual({ 'bo@example.com': 1, 'x@outside.example': 1 });
    expect(mock.journal.at(-1)?.truth).toBe('Delivered to 2, returned from 1, Sent copy filed');
    const [path = ''] = await list(mock, 'alex', 'Inbox');
    expect(await property(mock, path, 'e:outlookmessageclass')).toBe('REPORT.IPM.Note.NDR');
    expect(await property(mock, path, 'h:read')).toBe('0');
    const [stream = ''] = await read(mock, 'alex', 'Inbox');
    expect(stream).not.toMatch(/[^\r]\n/);
    const report = await simpleParser(stream);
    expect(report.subject).toBe('Undeliverable: Mixed æ');
    expect(report.inReplyTo).toBe(ID);
    expect(report.headers.get('content-type')).toMatchObject({
      value: 'multipart/report',
      params: { 'report-type': 'delivery-status' },
    });
    expect(report.text).toContain('nobody@example.com');
    expect(stream).toContain(`Original-Message-ID: ${ID}`);
    expect(stream).toContain('Status: 5.1.1');
    expect(stream).toMatch(
      /Content-Type: text\/rfc822-headers[\s\S]*To: bo@example\.com, nobody@example\.com/,
    );
  });

  it('come back from a mailbox that has no room', async () => {
    mock = await office({ settings: { MailboxQuota: 1 } });
    await mock.deliver('bo', message('Fills it', { body: 'x'.repeat(1_048_000) }));
    expect((await put(TO_BO)).status).toBe(200);
    expect((await read(mock, 'alex', 'Inbox'))[0]).toContain('Status: 5.2.2');
    expect(copies(mock, ID)).toEqual({});
  });

  it('come later where the setting says so', async () => {
    mock = await office({ settings: { NonDeliveryReportSeconds: 90 } });
    await put(mail(['To: nobody@example.com']));
    expect(await list(mock, 'alex', 'Inbox')).toEqual([]);
    await mock.clock.advance(89_000);
    expect(await list(mock, 'alex', 'Inbox')).toEqual([]);
    await mock.clock.advance(1000);
    expect(await list(mock, 'alex', 'Inbox')).toHaveLength(1);
  });

  it('do not come for the outside world, which the mock does not know', async () => {
    mock = await office();
    await put(mail(['To: whoever@outside.example']));
    expect(await list(mock, 'alex', 'Inbox')).toEqual([]);
  });

  it('are the same in two runs with the same seed', async () => {
    const streams: string[] = [];
    for (let run = 0; run < 2; run++) {
      mock = await office({ seed: 7 });
      await put('To: nobody@example.com\r\nSubject: Again\r\n\r\nx');
      streams.push(
        (await read(mock, 'alex', 'Inbox')).join(),
        (await read(mock, 'alex', 'Sent Items')).join(),
      );
      if (run === 0) await mock.stop();
    }
    expect(streams.slice(0, 2)).toEqual(streams.slice(2));
  });
});

it('reads an envelope of a thousand recipients and delivers to each', async () => {
  mock = await office();
  const recipients = Array.from({ length: 1000 }, (_, at) => `RCPT TO:<r${at}@outside.example>`);
  const head = ['MAIL FROM:<alex@example.com>', ...recipients, '', ''].join('\r\n');
  expect((await ask(mock, 'PUT', SUBMISSION, RFC821, head + mail(['Subject: All']))).status).toBe(200);
  expect(Object.keys(copies(mock, ID))).toHaveLength(1000);
});
