// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type PrintChoices,
  type Printed,
  printDocument,
  printTitle,
} from '../../../renderer/features/mail/print/print-document.ts';
import type { OpenedMessage } from '../../../shared/contracts/engine.ts';
import { english } from '../../../shared/language/say.ts';
import { ACTING_TAG, HOSTILE as STRANGE } from './support/hostile-html.ts';
import { repairNodeName } from './support/dom-for-dompurify.ts';
import { mail, opened } from './support/fake-services.ts';

beforeAll(repairNodeName);

const say = english('en-GB');
const SHORT: PrintChoices = { headers: 'short', quotes: 'all' };
const there = (change: Partial<OpenedMessage>): Printed => ({
  state: 'there',
  message: opened(mail(1), { text: null, ...change }),
});
const print = (change: Partial<OpenedMessage>, choices: Partial<PrintChoices> = {}) =>
  printDocument([there(change)], { ...SHORT, ...choices }, say);

describe('what strangers wrote', () => {
  const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

  it('is escaped wherever it stands', () => {
    const html = print(
      {
        subject: HOSTILE,
        from: [{ name: HOSTILE, address: HOSTILE }],
        notes: [{ sentence: HOSTILE }],
        text: HOSTILE,
        thread: { messageId: HOSTILE, inReplyTo: HOSTILE, references: [] },
        attachments: [
          {
            index: 0,
            part: null,
            name: HOSTILE,
            mimeType: 'x',
            size: 1,
            local: true,
            inline: false,
            warning: null,
          },
        ],
      },
      { headers: 'full' },
    );
    expect(html).not.toMatch(/<script/i);
    expect(html).not.toMatch(/<[^>]*\sonerror/i);
    expect(html).not.toMatch(/<img/i);
  });

  it.each(STRANGE)('keeps nothing that acts of %s', (html) => {
    const body = print({ html: `<div>before</div>${html}` }).split('class="print-body"')[1] ?? '';
    const text = body.split('</template>')[0] ?? '';
    expect(text).not.toMatch(ACTING_TAG);
    expect(text).not.toMatch(/\son\w+=|javascript:|\ssrcset=|\sping=|\shref=/i);
    expect(text).not.toMatch(/(?:src|url\(|@import)[^>]{0,6}(?:https?:)?\/\//i);
    expect(text).toContain('before');
  });

  it('stands under a policy, and an outline where a picture is not here', () => {
    const html = print({
      html: '<img src="https://evil.example/c.png" width="300" height="120" alt="Plan">',
    });
    expect(html).toContain('Image not loaded, 300');
    expect(html).toContain('Plan');
    expect(html.indexOf("default-src 'none'")).toBeLessThan(html.indexOf('<style'));
  });
});

it('prints who wrote to whom, when and about what, and what is attached', () => {
  const html = print({
    subject: 'Quay & crane',
    cc: [{ name: '', address: 'bo@example.com' }],
    text: 'Two sets.',
    attachments: [
      {
        index: 0,
        part: null,
        name: 'plan.pdf',
        mimeType: 'application/pdf',
        size: 2_400_000,
        local: true,
        inline: false,
        warning: null,
      },
      {
        index: 1,
        part: null,
        name: 'logo.png',
        mimeType: 'image/png',
        size: 9,
        local: true,
        inline: true,
        warning: null,
      },
    ],
  });
  for (const part of [
    'Quay &amp; crane',
    'Sender &lt;s@example.com&gt;',
    'bo@example.com',
    'November 2026',
    'plan.pdf',
    '2.3 MB',
  ])
    expect(html).toContain(part);
  expect(html).not.toContain('logo.png');
  expect(html).not.toContain('Message-ID');
});

it('prints as many headers as are wanted', () => {
  const thread = { messageId: '<a@example.com>', inReplyTo: null, references: [] };
  expect(print({ thread, text: 'x' }, { headers: 'full' })).toContain('&lt;a@example.com&gt;');
  expect(print({ thread, text: 'x' }, { headers: 'none' })).not.toContain('<header>');
});

it('puts the address of a link into a footnote, once, and none where it stands there already', () => {
  const html = print({
    html: '<a href="https://a.example/x">first</a> <a href="https://b.example/">https://b.example</a> <a href="https://a.example/x">again</a> <a href="mailto:bo@example.com">Bo</a>',
  });
  expect(html.match(/<sup>\[1\]<\/sup>/g)).toHaveLength(2);
  expect(html).toContain('<span>[1]</span> <bdi dir="ltr">https://a.example/x</bdi>');
  expect(html).toContain('<span>[2]</span> <bdi dir="ltr">mailto:bo@example.com</bdi>');
  expect(html).not.toContain('[3]');
});

it('leaves quoted text out where that is wanted, and says so', () => {
  const quoted = '<p>Yes.</p><blockquote>Old <blockquote>Older</blockquote></blockquote>';
  expect(print({ html: quoted })).toContain('Older');
  const folded = print({ html: quoted }, { quotes: 'folded' });
  expect(folded).not.toContain('Old');
  expect(folded).toContain('1 quoted passage is left out of this print.');
  expect(folded).toContain('[Quoted text is not printed.]');
  expect(print({ text: 'Yes.\n\n> Old\n' }, { quotes: 'folded' })).not.toContain('Old');
});

it('keeps the place of a message that could not be had, and is called after the first', () => {
  const gone: Printed = {
    state: 'missing',
    subject: 'Rope <1>',
    failure: { kind: 'throttled', sentence: 'The server is busy (503).' },
  };
  const all = [there({ subject: 'Quay', text: 'x' }), gone];
  const html = printDocument(all, SHORT, say);
  expect(html).toContain('Rope &lt;1&gt;');
  expect(html).toContain('The server is busy (503).');
  expect(printTitle(all, say)).toBe('Quay and 1 other message');
  expect(printTitle([there({ subject: ' ' })], say)).toBe('(no subject)');
});
