import type { OpenedMessage } from '../../../../shared/contracts/engine.ts';
import type { Say } from '../../../../shared/language/say.ts';
import { cleanHtml } from '../safe-html/message-document.ts';
import { plainTextBody } from '../safe-html/plain-text.ts';

/** A message's text as it goes on paper. */
export interface PrintBody {
  /** Cleaned HTML: no script, nothing that fetches. */
  readonly html: string;
  /** The message's own style, cleaned; '' where it has none. */
  readonly css: string;
  /** Where the numbers in the text lead to, in their order. */
  readonly footnotes: readonly string[];
  /** How many quoted passages were left out. */
  readonly folded: number;
  readonly blank: boolean;
}

/** Only outermost quotes: what is quoted in them goes with them. */
const QUOTES = 'blockquote, .retinue-quote';

/** Makes it of HTML where there is some, else of plain text. `fold`: quoted passages are left out, and said to be. */
export function printBody(message: OpenedMessage, fold: boolean, say: Say): PrintBody {
  const { body, css, blank } = bodyOf(message, say);
  const folded = fold ? foldQuotes(body, say) : 0;
  const footnotes = numberLinks(body);
  // A link on paper leads nowhere, and one in a PDF would open without the question that Retinue asks first.
  for (const link of body.querySelectorAll('a[href]')) link.removeAttribute('href');
  return { html: body.innerHTML, css, footnotes, folded, blank };
}

function bodyOf({ html, text, inlineImages }: OpenedMessage, say: Say) {
  if (html !== null) {
    const cleaned = cleanHtml(html, { inlineImages, loaded: new Map(), say });
    if (!(cleaned.blank && text?.trim())) return cleaned;
  }
  const { body } = plainTextBody(text ?? '');
  return { body, css: '', blank: (text ?? '').trim() === '' };
}

function foldQuotes(body: Element, say: Say): number {
  const outermost = [...body.querySelectorAll(QUOTES)].filter(
    (quote) => !quote.parentElement?.closest(QUOTES) && quote.textContent.trim() !== '',
  );
  for (const quote of outermost) {
    const note = body.ownerDocument.createElement('p');
    note.className = 'print-folded';
    note.textContent = say('[Quoted text is not printed.]');
    quote.replaceWith(note);
  }
  return outermost.length;
}

/** Puts a number behind each link whose text is not its address already; the same address has the same number. */
function numberLinks(body: Element): readonly string[] {
  const footnotes: string[] = [];
  for (const link of body.querySelectorAll('a[href]')) {
    const url = link.getAttribute('href') ?? '';
    if (link.textContent.trim() === '' || isItsAddress(link.textContent, url)) continue;
    const known = footnotes.indexOf(url);
    const number = known < 0 ? footnotes.push(url) : known + 1;
    const mark = body.ownerDocument.createElement('sup');
    mark.textContent = `[${number}]`;
    link.after(mark);
  }
  return footnotes;
}

function isItsAddress(text: string, url: string): boolean {
  const bare = (address: string) =>
    address
      .trim()
      .toLowerCase()
      .replace(/^(?:https?:\/\/|mailto:)/, '')
      .replace(/\/$/, '');
  return bare(text) === bare(url);
}
