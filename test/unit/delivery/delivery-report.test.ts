import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import {
  failedRecipients,
  readDeliveryReport,
  type ReportPart,
  statusMeaning,
} from '../../../shared/delivery/delivery-report.ts';
import { corpusFiles, corpusFolder } from '../../helpers/corpus.ts';

const STATUS = [
  'Reporting-MTA: dns; exmock.example.test',
  'Original-Message-ID: <a@example.test>',
  '',
  'Final-Recipient: rfc822; nobody@example.test',
  'Action: failed',
  'Status: 5.1.1',
  'Diagnostic-Code: smtp; 550 5.1.1 There is',
  ' no such person',
  '',
  'Final-Recipient: rfc822;',
  '\tlater@example.test',
  'Action: Delayed',
  'Status: 4.2.2 (mailbox full)',
  '',
].join('\r\n');
const part = (mimeType: string, text: string): ReportPart => ({ mimeType, text });

describe('a delivery report', () => {
  it('names the message, and what became of each recipient', () => {
    const report = readDeliveryReport([part('text/plain', 'Sorry'), part('message/delivery-status', STATUS)]);
    expect(report).toEqual({
      originalMessageId: '<a@example.test>',
      recipients: [
        {
          address: 'nobody@example.test',
          action: 'failed',
          status: '5.1.1',
          diagnostic: '550 5.1.1 There is no such person',
        },
        { address: 'later@example.test', action: 'delayed', status: '4.2.2', diagnostic: null },
      ],
    });
    expect(report && failedRecipients(report)).toMatchObject([{ address: 'nobody@example.test' }]);
  });

  it('takes the Message-ID from the header that came back where the status does not say it', () => {
    const status =
      'Reporting-MTA: dns; x\n\nOriginal-Recipient: rfc822;<Ann@x.test>\nFinal-Recipient: rfc822; other@x.test\nStatus: 5.2.2\n';
    const header =
      'From: me\nSubject: Hi\nMessage-ID:\n <b@example.test>\n\nMessage-ID: <body@example.test>\n';
    for (const type of ['text/rfc822-headers', 'message/rfc822']) {
      const report = readDeliveryReport([part('message/delivery-status', status), part(type, header)]);
      expect(report?.originalMessageId).toBe('<b@example.test>');
      // The address that was written to, not the one it was passed on to.
      expect(report && failedRecipients(report)).toMatchObject([
        { address: 'Ann@x.test', action: 'unknown' },
      ]);
    }
  });

  it('may begin with a recipient, and is none without a delivery status', () => {
    const bare = 'Final-Recipient: rfc822; a@x.test\nAction: failed\n';
    expect(readDeliveryReport([part('message/delivery-status', bare)])?.recipients).toHaveLength(1);
    expect(readDeliveryReport([part('text/plain', STATUS)])).toBeNull();
    expect(readDeliveryReport([])).toBeNull();
  });

  it.each([
    ['5.1.1', 'There is no such address (5.1.1).'],
    ['5.2.2', 'The mailbox is full (5.2.2).'],
    ['5.7.26', 'The server refused the message by its rules (5.7.26).'],
    ['4.0.0', 'It could not be delivered yet (4.0.0).'],
    ['5.9.9', 'It could not be delivered (5.9.9).'],
    [null, 'It could not be delivered.'],
  ])('%s means: %s', (status, meaning) => {
    expect(statusMeaning(status).sentence).toBe(meaning);
  });

  it('is read from anything without an error, in linear time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const report = readDeliveryReport([
          part('message/delivery-status', text),
          part('message/rfc822', text),
        ]);
        expect(report?.recipients.every(({ address }) => address !== '')).toBe(true);
      }),
    );
    const long = `${'Final-Recipient: rfc822; a@x.test\n \n'.repeat(20_000)}${'x'.repeat(200_000)}`;
    expect(readDeliveryReport([part('message/delivery-status', long)])?.recipients).toHaveLength(5000);
  });
});

describe('reports that came in', () => {
  const reports = corpusFiles().filter((name) => name.startsWith('multipart_report'));
  const expected: Readonly<Record<string, readonly string[]>> = {
    'multipart_report/report_422.eml': ['delayed 4.2.2'],
    'multipart_report/report_530.eml': ['failed 5.3.0'],
  };
  it.skipIf(reports.length === 0).each(reports.length === 0 ? ['none'] : reports)('%s', async (name) => {
    const email = await PostalMime.parse(readFileSync(path.join(corpusFolder, name)), {
      attachmentEncoding: 'arraybuffer',
    });
    const report = readDeliveryReport(
      email.attachments.map(({ mimeType, content }) => ({
        mimeType,
        text: typeof content === 'string' ? content : new TextDecoder().decode(content),
      })),
    );
    expect(report?.recipients.length).toBeGreaterThan(0);
    const found = report?.recipients.map(({ action, status }) => `${action} ${status}`);
    if (expected[name]) expect(found).toEqual(expected[name]);
    for (const { address } of report?.recipients ?? []) expect(address).toMatch(/^[^<>\s]+@[^<>\s]+$/);
  });
});
