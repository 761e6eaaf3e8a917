import { domainToUnicode } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cueWords } from '../../../renderer/features/mail/reading/cue-words.ts';
import { otherHostNamed } from '../../../renderer/features/mail/safe-html/links.ts';
import { english } from '../../../shared/language/say.ts';
import type { Acquaintance } from '../../../shared/mail/cues/cue.ts';
import { type CueFacts, findCues } from '../../../shared/mail/cues/find-cues.ts';
import { organisationOf } from '../../../shared/mail/cues/hosts.ts';
import { looksLike } from '../../../shared/mail/cues/look-alike.ts';
import { unicodeHost } from '../../../shared/mail/cues/punycode.ts';
import { mixedScripts } from '../../../shared/mail/cues/scripts.ts';

const PEOPLE: readonly Acquaintance[] = [
  { name: 'Ingrid Halvorsen', address: 'ingrid@brattora.example', seen: 12 },
  { name: 'Customer Service', address: 'service@shop.example', seen: 9 },
  { name: 'Bo', address: 'bo@gmail.com', seen: 40 },
];

function message(change: Partial<CueFacts> & { readonly sender?: readonly [string, string] }): CueFacts {
  const [name, address] = change.sender ?? ['Ada', 'ada@example.com'];
  const { sender: _, ...rest } = change;
  const none = { to: [], cc: [], replyTo: [], subject: 'Hello', isList: false, links: [] };
  return { ...none, from: [{ name, address }], ...rest };
}
const link = (text: string, url: string) => ({ url, named: otherHostNamed({ text, url }) });
const seen = (change: Parameters<typeof message>[0]) =>
  findCues(message(change), PEOPLE).map((cue) => cueWords(cue, english()));

describe('what may deceive in a message', () => {
  it.each<[string, Parameters<typeof message>[0], string]>([
    [
      'another address in the name',
      { sender: ['ceo@company.example', 'x91@evil.test'] },
      'The name of the sender shows ceo@company.example, but the message says that it comes from x91@evil.test.',
    ],
    [
      'another address beside the name',
      { sender: ['The Boss <boss@company.example>', 'x91@evil.test'] },
      'The name of the sender shows boss@company.example, but the message says that it comes from x91@evil.test.',
    ],
    [
      'a known name, whichever way round',
      { sender: ['Halvorsen, Ingrid', 'ingrid.halvorsen@mail.test'] },
      'Halvorsen, Ingrid usually writes from ingrid@brattora.example; this message comes from ingrid.halvorsen@mail.test.',
    ],
    [
      'a domain one letter away',
      { sender: ['Post', 'post@bratora.example'] },
      'The sender’s domain bratora.example is nearly brattora.example, which you know, and is not the same.',
    ],
    [
      'answers to another organisation',
      { replyTo: [{ name: '', address: 'ada@other.test' }] },
      'Answers would go to ada@other.test, not to the sender ada@example.com.',
    ],
    [
      'a link that names another host',
      { links: [link('www.bank.example', 'https://evil.test/x')] },
      'A link’s text names bank.example, but it leads to evil.test.',
    ],
    [
      'several such links',
      {
        links: [
          link('bank.example/a', 'https://evil.test/x'),
          link('https://b.example', 'https://evil.test/'),
        ],
      },
      '2 links name other hosts than those they lead to: one names bank.example and leads to evil.test.',
    ],
    [
      'alphabets mixed in the sender’s domain',
      { sender: ['Pay', 'pay@p\u0430ypal.example'] },
      'The sender’s domain has letters of another alphabet; in ASCII it is xn--pypal-4ve.example.',
    ],
    [
      'one alphabet that is read as another, in punycode',
      { sender: ['Apple', 'id@xn--80ak6aa92e.com'] },
      'The sender’s domain has letters of another alphabet; in ASCII it is xn--80ak6aa92e.com.',
    ],
    [
      'the same in a link',
      { links: [link('sign in', 'https://xn--80ak6aa92e.com/')] },
      'A link leads to a host with letters of another alphabet; in ASCII it is xn--80ak6aa92e.com.',
    ],
    [
      'alphabets mixed in a word of the name',
      { sender: ['P\u0430yPal Inc', 'x@example.com'] },
      'A word in the sender’s name mixes letters that look alike of several alphabets (Latin, Cyrillic).',
    ],
    [
      'controls in the name',
      { sender: ['\u202emoc.knab\u202c', 'x@example.com'] },
      'The sender’s name holds controls that turn the order of its letters. They are shown as marks.',
    ],
  ])('%s', (_, change, sentence) => expect(seen(change)).toContain(sentence));

  it.each<[string, Parameters<typeof message>[0]]>([
    ['an ordinary message', {}],
    ['the sender’s own address as name', { sender: ['ada@example.com', 'ada@example.com'] }],
    ['an address of the same organisation as name', { sender: ['info@example.com', 'ada@mail.example.com'] }],
    ['a known person at the known address', { sender: ['Ingrid Halvorsen', 'INGRID@brattora.example'] }],
    ['a name that many have', { sender: ['Customer Service', 'service@other.test'] }],
    ['a provider that is named like another', { sender: ['Bo', 'bo@mail.com'] }],
    [
      'a list whose answers go to the list',
      { isList: true, replyTo: [{ name: '', address: 'list@lists.test' }] },
    ],
    [
      'answers to somebody who gets the message as well',
      { replyTo: [{ name: '', address: 'us@other.test' }], cc: [{ name: '', address: 'us@other.test' }] },
    ],
    ['answers to the same organisation', { replyTo: [{ name: '', address: 'help@support.example.com' }] }],
    [
      'a newsletter whose words lead through a tracker',
      {
        sender: ['News', 'news@shop.example'],
        links: [
          link('Read more', 'https://click.tracker.test/abc'),
          link('Unsubscribe here', 'https://u1.tracker.test/x'),
          link('Agenda.pdf', 'https://click.tracker.test/doc'),
          link('www.shop.example', 'https://click.shop.example/t'),
        ],
      },
    ],
    ['a domain in its own alphabet', { sender: ['Почта', 'info@пример.испытание'] }],
    ['a domain with marks', { sender: ['Müller', 'post@müller.example'] }],
    ['a Japanese name', { sender: ['ABC株式会社のニュース', 'x@example.jp'] }],
    ['marks of direction in an honest name', { sender: ['\u200fיוסי כהן', 'yossi@example.co.il'] }],
  ])('%s has no sign', (_, change) => expect(seen(change)).toEqual([]));

  it('is silent on the real address after somebody pretended to be its owner', () => {
    const people = [...PEOPLE, { name: 'Ingrid Halvorsen', address: 'x@evil.test', seen: 2 }];
    expect(findCues(message({ sender: ['Ingrid Halvorsen', 'ingrid@brattora.example'] }), people)).toEqual(
      [],
    );
  });

  it('keeps what the sender wrote short and in its place', () => {
    const [words = ''] = seen({ sender: [`${'a'.repeat(500)}@bank.example\u202e`, 'x@evil.test'] });
    expect(words.length).toBeLessThan(250);
    expect(words).not.toContain('\u202e');
  });

  it('throws at nothing and ends', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ unit: 'binary', maxLength: 60 }),
        (name, host) => {
          findCues(
            message({
              sender: [name, `x@${host}`],
              subject: name,
              links: [],
            }),
            PEOPLE,
          );
        },
      ),
    );
    seen({
      sender: [`${'a@'.repeat(20_000)}`, `x@${'a-'.repeat(20_000)}.example`],
      links: Array.from({ length: 10_000 }, (_, n) =>
        link(`https://host${n}.example/`, `https://other${n}.test/`),
      ),
    });
  });
});

describe('hosts', () => {
  it('belong to organisations', () => {
    expect(organisationOf('mail.example.co.uk')).toBe('example.co.uk');
    expect(organisationOf('a.b.example.com')).toBe('example.com');
    expect(organisationOf('example.io')).toBe('example.io');
  });

  it.each([
    ['paypa1.example', 'paypal.example', true],
    ['rnicrosoft.example', 'microsoft.example', true],
    ['mircosoft.example', 'microsoft.example', true],
    ['xn--pypal-4ve.example', 'paypal.example', true],
    ['shop1.example', 'shop2.example', false],
    ['abc.example', 'abd.example', false],
    ['brattora.test', 'brattora.example', false],
    ['mail.brattora.example', 'brattora.example', false],
  ])('%s and %s look alike: %s', (host, known, alike) => expect(looksLike(host, known)).toBe(alike));

  it('are read from punycode as Node reads them', () => {
    for (const host of [
      'xn--80ak6aa92e.com',
      'xn--mller-kva.de',
      'xn--fiqs8s.xn--j6w193g',
      'xn--pypal-4ve.example',
    ])
      expect(unicodeHost(host)).toBe(domainToUnicode(host));
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => typeof unicodeHost(`xn--${text}`) === 'string'),
    );
  });

  it('mix scripts or do not', () => {
    expect(mixedScripts('p\u0430ypal')).toEqual(['Latin', 'Cyrillic']);
    expect(mixedScripts('東京abcテスト')).toBeNull();
    expect(mixedScripts('abc-123')).toBeNull();
  });
});
