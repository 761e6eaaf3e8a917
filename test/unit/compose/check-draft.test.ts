import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  checkDraft,
  faultSentence,
  isMessageId,
  MOST_RECIPIENTS,
  SUBJECT_BYTES,
} from '../../../shared/mail/compose/check-draft.ts';
import { type Draft, draftSchema } from '../../../shared/mail/compose/draft.ts';
import { base64Length, encodedSize } from '../../../shared/mail/compose/encoded-size.ts';
import { tidyDraft } from '../../../shared/mail/compose/tidy-draft.ts';
import { attached, DRAFT } from './drafts.ts';

const NOBODY = { to: [], cc: [], bcc: [] };
const FACTS = { limit: null, present: new Set(['f1']) };
const found = (more: Partial<Draft>, facts = FACTS) => checkDraft({ ...DRAFT, ...more }, facts);
const codes = (more: Partial<Draft>) => found(more).map(({ code }) => code);
const bo = (name: string, address = 'bo@example.com') => ({ to: [{ name, address }] });

describe('what stops Send', () => {
  it('is nothing for a whole draft', () => {
    expect(found({})).toEqual([]);
    expect(v.parse(draftSchema, DRAFT)).toEqual(DRAFT);
  });

  it.each<readonly [string, Partial<Draft>, readonly string[]]>([
    ['nobody', NOBODY, ['no-recipient']],
    ['only Bcc', { ...NOBODY, bcc: DRAFT.to }, []],
    ['no address', bo('Bo', 'bo'), ['bad-address']],
    ['a domain that is not in ASCII yet', bo('', 'bo@müller.example'), ['bad-address']],
    ['letters that need SMTPUTF8', bo('', 'jörg@example.com'), ['not-ascii']],
    ['a second header in an address', bo('', 'bo@example.com>\r\nBcc: <x@x.example'), ['bad-address']],
    ['a second header in a name', bo('Bo\r\nBcc: x@x.example'), ['control-character']],
    ['a second header in the subject', { subject: 'Hi\nBcc: x@x.example' }, ['control-character']],
    ['CR alone', { subject: 'Hi\rBcc: x@x.example' }, ['control-character']],
    ['NUL in the subject', { subject: 'Hi\0' }, ['control-character']],
    ['NUL in the text', { body: { kind: 'text', text: '\0' } }, ['control-character']],
    ['half a character', { subject: '\ud83d' }, ['broken-character']],
    ['half a character in the text', { body: { kind: 'html', html: '<p>\udc00' } }, ['broken-character']],
    ['a subject that is a text', { subject: 'ä'.repeat(SUBJECT_BYTES / 2 + 1) }, ['too-long']],
    ['the longest subject', { subject: 'ä'.repeat(SUBJECT_BYTES / 2) }, []],
    ['a second header in References', { references: ['<a@b>\r\nX: <c@d>'] }, ['bad-message-id']],
    ['a second header in In-Reply-To', { inReplyTo: '<a@b\n>' }, ['bad-message-id']],
    ['no Message-ID', { messageId: '' }, ['bad-message-id']],
    [
      'a second header in a file name',
      { attachments: [attached(1, { name: 'a\r\nX: b' })] },
      ['control-character'],
    ],
    [
      'a second header in a type',
      { attachments: [attached(1, { mimeType: 'a/b\r\nX: b' })] },
      ['control-character'],
    ],
    [
      'a second header in a Content-ID',
      { attachments: [attached(1, { contentId: 'a>\r\nX: b' })] },
      ['bad-message-id'],
    ],
    ['a file that is gone', { attachments: [attached(1, { id: 'f2' })] }, ['missing-attachment']],
  ])('%s', (_, more, expected) => {
    expect(codes(more)).toEqual(expected);
    for (const fault of found(more)) {
      const { sentence } = faultSentence(fault);
      expect(sentence).toContain(`(${fault.code})`);
      expect(sentence).not.toMatch(/[\p{C}!]/u);
    }
  });

  it('takes 5,000 recipients and not one more', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ name: '', address: `a${n}@example.com` }));
    expect(codes({ to: many(MOST_RECIPIENTS) })).toEqual([]);
    expect(codes({ to: many(MOST_RECIPIENTS - 1), cc: many(1), bcc: many(1) })).toEqual([
      'too-many-recipients',
    ]);
  });

  it('compares the size as it travels with the limit', () => {
    const size = 7_600_000;
    const draft = { ...DRAFT, attachments: [attached(size)] };
    expect(encodedSize(draft) - encodedSize({ ...DRAFT, attachments: [attached(0)] })).toBe(
      base64Length(size),
    );
    expect(checkDraft(draft, { ...FACTS, limit: 10_485_760 })).toEqual([]);
    const [fault] = checkDraft(draft, { ...FACTS, limit: 10_000_000 });
    expect(fault && faultSentence(fault).sentence).toContain(
      '9.92 MB as it travels, and the server takes 9.53 MB',
    );
  });
});

describe('a draft made ready to send', () => {
  it('cleans names and types of files', () => {
    const names = ['../../etc/passwd', 'a\u202egpj.exe', 'a\r\nb.txt', '', 'CON.txt'];
    const draft = tidyDraft({ ...DRAFT, attachments: names.map((name) => attached(1, { name })) });
    expect(draft.attachments.map(({ name }) => name)).toEqual([
      '_._etc_passwd',
      'agpj.exe',
      'ab.txt',
      'attachment',
      '_CON.txt',
    ]);
    const types = ['Text/Plain', 'message/rfc822', 'multipart/mixed; boundary=x', 'a/b\r\nX: y', 'nothing'];
    const typed = tidyDraft({ ...DRAFT, attachments: types.map((mimeType) => attached(1, { mimeType })) });
    expect(typed.attachments.map(({ mimeType }) => mimeType)).toEqual([
      'text/plain',
      ...Array.from({ length: 4 }, () => 'application/octet-stream'),
    ]);
    expect(checkDraft(typed, FACTS)).toEqual([]);
  });

  it('names each recipient once, where it is seen first', () => {
    const [a, b] = [bo('Bo').to, bo('', 'BO@example.com').to];
    expect(tidyDraft({ ...DRAFT, to: a, cc: b, bcc: b })).toMatchObject({ to: a, cc: [], bcc: [] });
  });
});

describe('a Message-ID', () => {
  it.each(['<a@b>', '<1.2$x@[10.0.0.1]>', `<${'a'.repeat(890)}@b>`])('%s', (id) => {
    expect(isMessageId(id)).toBe(true);
  });
  it.each(['', 'a@b', '<a>', '<a b@c>', '<ä@b>', '<a@b><c@d>', `<${'a'.repeat(900)}@b>`])('not %s', (id) => {
    expect(isMessageId(id)).toBe(false);
  });
});
