import { describe, expect, it } from 'vitest';
import { threadFacts, type ThreadMessage } from '../../../shared/mail/thread-names.ts';
import { threadsOf } from '../../../shared/mail/threads.ts';
import { ANNA, BEN, CARLA, DAY, groupsOf, id, mail } from './mail.ts';

const groups = (...messages: ThreadMessage[]) => groupsOf(messages, threadsOf(messages).threads);
const after = (references: readonly string[], some: Partial<ThreadMessage> = {}) => ({
  references: references.map(id),
  ...some,
});

describe('by the ids that a message names', () => {
  it('an answer, and the answer to it, whatever their subjects', () => {
    const all = [
      mail('a'),
      mail('b', after(['a'], { subject: 'Re: Plan' })),
      mail('c', after(['b'], { subject: 'New' })),
    ];
    expect(groups(...all, mail('d'))).toEqual(['a b c', 'd']);
  });

  it('two answers to a message that is not here', () => {
    expect(groups(mail('b', after(['a'])), mail('c', after(['a'])))).toEqual(['b c']);
  });

  it('circles, a message that names itself, and copies of one message', () => {
    expect(groups(mail('a', after(['b'])), mail('b', after(['a'])))).toEqual(['a b']);
    expect(groups(mail('a', after(['a'])), mail('b'))).toEqual(['a', 'b']);
    expect(groups(mail('sent', { messageId: id('x') }), mail('inbox', { messageId: id('x') }))).toEqual([
      'inbox sent',
    ]);
  });

  it('messages without an id, or with one that is none, are alone', () => {
    const none = ['<>', '', '< >', '<1>', 'x', null].map((messageId, nth) =>
      mail(String(nth), { messageId }),
    );
    expect(groups(...none)).toHaveLength(none.length);
  });

  it('names of objects are names like any others', () => {
    const odd = ['__proto__@constructor', 'toString@x'].map((messageId) =>
      mail(messageId, { messageId: `<${messageId}>` }),
    );
    expect(groups(...odd)).toHaveLength(2);
  });
});

describe('what header fields tell', () => {
  it('References, else In-Reply-To where it is one id and nothing else', () => {
    expect(threadFacts(' <a@x>\r\n <b@x>', '<c@x>', '')).toEqual({ references: ['<a@x>', '<b@x>'] });
    expect(threadFacts('', ' <c@x> (Tue, 1 Jan)', '')).toEqual({ references: ['<c@x>'] });
    expect(threadFacts('', 'Your message of Tuesday <anna@a.example>', '')).toEqual({});
    expect(threadFacts('', '<a@x> <b@x>', '')).toEqual({});
    expect(threadFacts('no id', '', '')).toEqual({});
  });

  it('of ten thousand References the first and the newest', () => {
    const many = Array.from({ length: 10_000 }, (_, nth) => `<${nth}@x>`);
    const { references } = threadFacts(many.slice(0, 40).join(' '), '', '');
    expect(references).toHaveLength(30);
    expect([references?.[0], references?.at(-1)]).toEqual(['<0@x>', '<39@x>']);
    expect(threadFacts(many.join(' '), '', '').references).toHaveLength(30);
    expect(threadFacts(`<${'x'.repeat(2000)}@y> ${'<'.repeat(100_000)}`, '', '')).toEqual({});
  });

  it('the conversation is the same in the answers to a message', () => {
    const index = 'AcX/y5GfbPm1qVHiTyqDTHHVPQoZ+A==';
    const answer = `AcX/y5GfbPm1qVHiTyqDTHHVPQoZ+AAAB1Gg`;
    expect(threadFacts('', '', index).conversation).toBe(threadFacts('', '', answer).conversation);
    for (const bad of ['', 'AcX/', 'not base64 at all, and long enough', 'A'.repeat(40)])
      expect(threadFacts('', '', bad)).toEqual({});
  });
});

describe('by the conversation of Exchange', () => {
  it('with the same subject', () => {
    const conversation = 'AcX/y5GfbPm1qVHiTyqDTHHVPQoZ+';
    const first = mail('a', { conversation });
    expect(
      groups(
        first,
        mail('b', { conversation, subject: 'RE: Plan' }),
        mail('c', { conversation, subject: 'Menu' }),
      ),
    ).toEqual(['a b', 'c']);
  });
});

describe('by the subject of an answer that names nothing', () => {
  const first = mail('a', { subject: 'Quay drawings' });
  const answer = (some: Partial<ThreadMessage> = {}) =>
    mail('b', { subject: 'AW: Quay drawings', from: BEN, to: ANNA, date: 2 * DAY, ...some });

  it('between the same two people, within days', () => {
    expect(groups(first, answer())).toEqual(['a b']);
    expect(groups(first, answer({ subject: 'Re: [Quay] RE[2]: quay  Drawings (fwd)' }))).toEqual(['a b']);
    expect(groups(first, answer({ from: ANNA, to: `${CARLA}, ${BEN}` }))).toEqual(['a b']);
  });

  it('not where anything of that is otherwise', () => {
    const apart: readonly Partial<ThreadMessage>[] = [
      { subject: 'Quay drawings' },
      { subject: 'Re: Quay drawings 2' },
      { date: 16 * DAY },
      { date: 0 },
      { date: null },
      { from: CARLA },
      { to: CARLA },
      { references: ['<other@x>'] },
      { conversation: 'AcX/y5GfbPm1qVHiTyqDTHHVPQoZ+' },
    ];
    for (const some of apart) expect(groups(first, answer(some)), JSON.stringify(some)).toEqual(['a', 'b']);
  });

  it('never by a subject that says nothing', () => {
    for (const subject of ['', 'Hi', 'Invoice', 'no subject', '2024 11', 'Vielen Dank', '[list]', '!!! ???'])
      expect(groups(mail('a', { subject }), answer({ subject: `Re: ${subject}` })), subject).toEqual([
        'a',
        'b',
      ]);
    const asian = mail('a', { subject: '請求書の送付につきまして' });
    expect(groups(asian, answer({ subject: 'Re: 請求書の送付につきまして' }))).toEqual(['a b']);
  });
});
