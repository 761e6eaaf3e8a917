import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromMime } from '../../../renderer/engine/opened-message.ts';
import { reportWords } from '../../../renderer/features/mail/reading/read-report-strip.tsx';
import { english } from '../../../shared/language/say.ts';
import { contentFaults } from '../../../shared/mail/compose/check-draft.ts';
import { readReceipt, receiptWanted } from '../../../shared/mail/receipts.ts';
import { DRAFT } from '../compose/drafts.ts';
import { type House, lineFaults, openHouse } from '../network/compose/house.ts';
import { mail } from '../window/support/fake-services.ts';

const PARSED = { recipient: 'alex@example.com', originalMessageId: '<m1@example.com>' };

describe('a receipt that is asked for', () => {
  it('goes to whom the message names', () => {
    const wanted = receiptWanted([
      ['disposition-notification-to', '"Ada" <ada@example.com>, bo@example.com'],
    ]);
    expect(wanted.map(({ address }) => address)).toEqual(['ada@example.com', 'bo@example.com']);
  });

  it('is not for a report, nor for nobody', () => {
    const to = ['disposition-notification-to', 'ada@example.com'] as const;
    expect(receiptWanted([to, ['content-type', 'multipart/report; report-type=x']])).toEqual([]);
    expect(receiptWanted([['disposition-notification-to', 'yes please']])).toEqual([]);
    expect(receiptWanted([['subject', 'x']])).toEqual([]);
  });
});

describe('a receipt that came', () => {
  it.each([
    [
      'Final-Recipient: rfc822;alex@example.com\r\nOriginal-Message-ID: <m1@example.com>\r\nDisposition: manual-action/MDN-sent-manually;\r\n displayed',
      { ...PARSED, disposition: 'displayed', isManual: true },
      'alex@example.com says that your message was shown.',
    ],
    [
      'Original-Recipient: rfc822; alex@example.com\nDisposition: automatic-action/MDN-sent-automatically; deleted/error',
      { recipient: 'alex@example.com', originalMessageId: null, disposition: 'deleted', isManual: false },
      'alex@example.com deleted your message; whether it was read before is unknown.',
    ],
    [
      'Disposition: x; dreamt',
      { recipient: null, originalMessageId: null, disposition: null, isManual: false },
      'It does not say in words that Retinue knows what who@example.com did with your message.',
    ],
  ])('is read: %j', (text, receipt, words) => {
    const read = readReceipt(text);
    expect(read).toEqual(receipt);
    expect(read && reportWords(read, 'who@example.com', english())).toBe(words);
  });

  it('is none without its word', () => expect(readReceipt('Final-Recipient: rfc822;a@b.c')).toBeNull());
});

describe('a receipt that is sent', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  it('is a report for people and for programs, and is read as one', async () => {
    await house.build({ ...DRAFT, subject: 'Read: Minutes', receipt: PARSED });
    const text = await house.text();
    expect(lineFaults(text)).toEqual([]);
    expect(text).toMatch(/^Content-Type: multipart\/report; report-type=disposition-notification;/m);
    expect(text).not.toMatch(/^Disposition-Notification-To:/m);
    const bytes = new TextEncoder().encode(text);
    const { message } = await fromMime(mail(1), bytes);
    expect(message.receipt).toEqual({ ...PARSED, disposition: 'displayed', isManual: true });
    expect(message.text?.trim()).toBe('Hello');
  });

  it('cannot smuggle lines', () => {
    const receipt = (change: Partial<typeof PARSED>) =>
      contentFaults({ ...DRAFT, receipt: { ...PARSED, ...change } });
    expect(receipt({})).toEqual([]);
    expect(receipt({ recipient: 'a@b.example\r\nX: y' })).toHaveLength(1);
    expect(receipt({ originalMessageId: '<a@b>\r\nX: <y>' })).toHaveLength(1);
  });

  it('is asked for in a field of its own', async () => {
    await house.build({ ...DRAFT, asksReceipt: true });
    expect(await house.text()).toContain(
      '\r\nDisposition-Notification-To: "Alex Doe" <alex@example.com>\r\n',
    );
    await house.build({ ...DRAFT, asksReceipt: false });
    expect(await house.text()).not.toContain('Disposition-Notification-To');
  });
});
