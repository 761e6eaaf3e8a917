import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import type { Failure } from '../../../../shared/errors.ts';
import type { Say } from '../../../../shared/language/say.ts';
import type { Address } from '../../../../shared/mail/types.ts';
import { formatFull, formatZone } from '../../../components/format/dates.ts';
import { formatBytes } from '../../../components/format/numbers.ts';
import { printBody } from './print-body.ts';
import { BODY_STYLE, PAGE_STYLE } from './print-style.ts';
import { sayTold } from '../../../../shared/language/told.ts';

/** What a person chooses before printing. */
export interface PrintChoices {
  /** Short: who to whom, when and about what. Full: also copies, answers to, and the message's own name. */
  readonly headers: 'short' | 'full' | 'none';
  readonly quotes: 'all' | 'folded';
}

/** A message as far as it could be had; without, the sentence is printed in its place. */
export type Printed =
  | { readonly state: 'there'; readonly message: OpenedMessage }
  | { readonly state: 'missing'; readonly subject: string; readonly failure: Failure };

/** Nothing but what stands in the document: no script, no fetch, no form. */
const POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The document that is printed: messages one after the other, always in light colours. Nothing in it fetches or runs anything. */
export function printDocument(messages: readonly Printed[], choices: PrintChoices, say: Say): string {
  const articles = messages.map((each) =>
    each.state === 'there' ? article(each.message, choices, say) : missing(each, say),
  );
  const title = escapeText(printTitle(messages, say));
  return `<!doctype html><html lang="${escapeText(say.locale)}" dir="${say.direction}"><head><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta charset="utf-8"><title>${title}</title><style>${PAGE_STYLE}</style></head><body>${articles.join('')}</body></html>`;
}

/** What the printed document is called: the subject of the first message, and how many there are. */
export function printTitle(messages: readonly Printed[], say: Say): string {
  const [first] = messages;
  const own = first?.state === 'there' ? first.message.subject : (first?.subject ?? '');
  const subject = own.trim() || say('(no subject)');
  return messages.length < 2
    ? subject
    : say('{subject} and {count, plural, one {# other message} other {# other messages}}', {
        subject,
        count: messages.length - 1,
      });
}

function missing({ subject, failure }: Extract<Printed, { state: 'missing' }>, say: Say): string {
  return `<article><h1 dir="auto">${escapeText(subject)}</h1><p class="note">${escapeText(sayTold(failure, say))}</p></article>`;
}

/** The message's own style reaches no further than its own text: that stands in a shadow tree. */
function article(message: OpenedMessage, { headers, quotes }: PrintChoices, say: Say): string {
  const { html, css, footnotes, folded, blank } = printBody(message, quotes === 'folded', say);
  const text = blank ? `<p>${escapeText(say('This message has no text that can be shown.'))}</p>` : html;
  return [
    '<article>',
    headers === 'none' ? '' : head(message, headers, say),
    ...message.notes.map((note) => `<p class="note">${escapeText(sayTold(note, say))}</p>`),
    folded === 0
      ? ''
      : `<p class="note">${escapeText(say('{count, plural, one {# quoted passage is} other {# quoted passages are}} left out of this print.', { count: folded }))}</p>`,
    `<div class="text"><template shadowrootmode="open"><style>${BODY_STYLE}</style><style>${css}</style><div class="print-body" dir="auto">${text}</div></template></div>`,
    attachments(message, say),
    links(footnotes, say),
    '</article>',
  ].join('');
}

function head(message: OpenedMessage, headers: 'short' | 'full', say: Say): string {
  const full = headers === 'full';
  const { date, thread } = message;
  const when = date === null ? say('No date') : formatFull(date, say.locale);
  const rows: readonly (readonly [string, string])[] = [
    [say('From'), people(message.from)],
    [say('To'), people(message.to)],
    [say('Cc'), people(message.cc)],
    ...(full ? [[say('Reply to'), people(message.replyTo)] as const] : []),
    [say('Date'), full && date !== null ? formatZone(date, say.locale) : when],
    ...(full ? [['Message-ID', thread.messageId ?? ''] as const] : []),
    ...(full ? [['In-Reply-To', thread.inReplyTo ?? ''] as const] : []),
  ];
  const lines = rows.map(([name, value]) =>
    value === ''
      ? ''
      : `<tr><th scope="row">${escapeText(name)}</th><td dir="auto">${escapeText(value)}</td></tr>`,
  );
  const subject = message.subject.trim() || say('(no subject)');
  return `<header><h1 dir="auto">${escapeText(subject)}</h1><table>${lines.join('')}</table></header>`;
}

function attachments(message: OpenedMessage, say: Say): string {
  const listed = message.attachments.filter(({ inline }) => !inline);
  if (listed.length === 0) return '';
  const items = listed.map(({ name, size }) => {
    const bytes = size === null ? say('size unknown') : formatBytes(size);
    return `<li><bdi>${escapeText(name)}</bdi>, ${escapeText(bytes)}</li>`;
  });
  return `<section><h2>${escapeText(say('Attachments'))}</h2><ul>${items.join('')}</ul></section>`;
}

function links(footnotes: readonly string[], say: Say): string {
  if (footnotes.length === 0) return '';
  const items = footnotes.map(
    (url, nth) => `<li><span>[${nth + 1}]</span> <bdi dir="ltr">${escapeText(url)}</bdi></li>`,
  );
  return `<section><h2>${escapeText(say('Links'))}</h2><ul class="links">${items.join('')}</ul></section>`;
}

function people(list: readonly Address[]): string {
  return list
    .map(({ name, address }) => (name && address ? `${name} <${address}>` : name || address))
    .join(', ');
}

/** Safe as text of an element and as a value in double quotes. */
function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
