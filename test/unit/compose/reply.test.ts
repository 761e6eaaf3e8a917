import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentFaults } from '../../../shared/mail/compose/check-draft.ts';
import { type Original, replyHeader } from '../../../shared/mail/compose/reply.ts';
import { DRAFT } from './drafts.ts';

const who = (...names: readonly string[]) => names.map((name) => ({ name, address: `${name}@example.com` }));
const OWN = ['me@example.com', 'my-other@example.com'];
const ORIGINAL: Original = {
  messageId: '<m@x>',
  inReplyTo: null,
  references: [],
  from: who('bo'),
  replyTo: [],
  to: who('me'),
  cc: [],
  subject: 'Minutes',
};
const answer = (kind: 'reply' | 'reply-all' | 'forward', more: Partial<Original> = {}) =>
  replyHeader(kind, { ...ORIGINAL, ...more }, OWN);
const names = (mailboxes: readonly { readonly name: string }[]) =>
  mailboxes.map(({ name }) => name).join(' ');

describe('who gets an answer', () => {
  it.each<readonly [string, Partial<Original>, string, string, string]>([
    ['the sender', {}, 'bo', 'bo', ''],
    ['the others too', { to: who('me', 'cy'), cc: who('di', 'my-other') }, 'bo', 'bo', 'cy di'],
    ['Reply-To', { replyTo: who('desk'), to: who('me', 'cy') }, 'desk', 'desk', 'cy'],
    ['each once', { to: who('me', 'bo', 'cy'), cc: who('cy', 'bo') }, 'bo', 'bo', 'cy'],
    [
      'a list that is also in To',
      { replyTo: who('list'), to: who('list'), cc: who('di') },
      'list',
      'list',
      'di',
    ],
    [
      'those that one wrote to',
      { from: who('me'), to: who('bo', 'cy'), cc: who('di') },
      'bo cy',
      'bo cy',
      'di',
    ],
    ['oneself where nobody else is there', { from: who('me'), to: who('me') }, 'me', 'me', ''],
    ['not oneself in another spelling', { to: [{ name: 'x', address: 'ME@Example.com' }] }, 'bo', 'bo', ''],
  ])('%s', (_, more, one, all, copies) => {
    expect(names(answer('reply', more).to)).toBe(one);
    expect(answer('reply', more).cc).toEqual([]);
    expect(names(answer('reply-all', more).to)).toBe(all);
    expect(names(answer('reply-all', more).cc)).toBe(copies);
    expect(answer('forward', more)).toMatchObject({ to: [], cc: [] });
  });
});

describe('the subject of an answer', () => {
  it.each([
    ['Minutes', 'Re: Minutes', 'Fwd: Minutes'],
    ['Re: Minutes', 'Re: Minutes', 'Fwd: Re: Minutes'],
    ['AW: Re: SV: Antw: Minutes', 'Re: Minutes', 'Fwd: AW: Re: SV: Antw: Minutes'],
    ['RE[2]: Minutes', 'Re: Minutes', 'Fwd: RE[2]: Minutes'],
    ['回复：会议', 'Re: 会议', 'Fwd: 回复：会议'],
    ['WG: FW: Minutes', 'Re: WG: FW: Minutes', 'Fwd: Minutes'],
    ['Reminder: Minutes', 'Re: Reminder: Minutes', 'Fwd: Reminder: Minutes'],
    ['', 'Re:', 'Fwd:'],
    ['a\r\nBcc: x@x.example', 'Re: a Bcc: x@x.example', 'Fwd: a Bcc: x@x.example'],
  ])('%j', (subject, reply, forward) => {
    expect(answer('reply', { subject }).subject).toBe(reply);
    expect(answer('forward', { subject }).subject).toBe(forward);
  });
});

describe('the thread of an answer (RFC 5322 section 3.6.4)', () => {
  it.each<readonly [string, Partial<Original>, readonly string[]]>([
    ['the parent alone', {}, ['<m@x>']],
    [
      'its references, then it',
      { references: ['<a@x>', '<b@x>'], inReplyTo: '<z@x>' },
      ['<a@x>', '<b@x>', '<m@x>'],
    ],
    ['its In-Reply-To where it has none', { inReplyTo: '<b@x>' }, ['<b@x>', '<m@x>']],
    ['nothing twice', { references: ['<a@x>', '<m@x>', '<a@x>'] }, ['<a@x>', '<m@x>']],
    [
      'nothing that is no Message-ID',
      { references: ['a', '<b@x>\r\nX: <c@d>', '<d@x>'] },
      ['<d@x>', '<m@x>'],
    ],
  ])('%s', (_, more, references) => {
    for (const kind of ['reply', 'reply-all'] as const)
      expect(answer(kind, more)).toMatchObject({ references, inReplyTo: '<m@x>' });
    expect(answer('forward', more)).toMatchObject({ references, inReplyTo: null });
  });
  it('keeps the first and the newest of a long one', () => {
    const { references } = answer('reply', {
      references: Array.from({ length: 500 }, (__, n) => `<${n}@x>`),
    });
    expect(references).toHaveLength(30);
    expect([references[0], references[1], references[29]]).toEqual(['<0@x>', '<472@x>', '<m@x>']);
  });
  it('has none without a Message-ID', () => {
    expect(answer('reply', { messageId: null })).toMatchObject({ inReplyTo: null, references: [] });
  });
});

it('no header of a message makes an answer that cannot be written', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a\r\nBcc: x@y.z', '<a@b>', '\ud800'));
  fc.assert(
    fc.property(text, fc.option(text), fc.array(text), (subject, messageId, references) => {
      const { to, ...header } = answer('reply', { subject, messageId, references, inReplyTo: messageId });
      expect(to).toEqual(who('bo'));
      expect(contentFaults({ ...DRAFT, ...header })).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
