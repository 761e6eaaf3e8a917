import type { Draft } from '../../shared/mail/compose/draft.ts';
import { NO_SIGNATURE, type Signature } from '../../shared/mail/compose/identity.ts';
import { plainTextOf } from '../../shared/mail/compose/plain-text-of.ts';
import { escapeHtml } from '../../shared/mail/compose/quote.ts';
import { cleanFragment, ownPictures } from './clean-html.ts';

type Body = Draft['body'];

/**
 * The body with `next` in the place of `before`. A signature that somebody has changed is theirs and stays; the new one
 * goes in above what is quoted only where there was none.
 */
export function withSignature(body: Body, before: Signature, next: Signature): Body {
  const [old, fresh] = [plainSignature(before), plainSignature(next)];
  return body.kind === 'text'
    ? { kind: 'text', text: textWith(body.text, old, fresh) }
    : { kind: 'html', html: htmlWith(body.html, old, next) };
}

/** The same for a body that has none yet. */
export function signedBody(body: Body, signature: Signature): Body {
  return withSignature(body, NO_SIGNATURE, signature);
}

/** The line `-- ` with its space, by which programs know where a signature starts (RFC 3676 section 4.3). */
const LINE = '-- ';

function plainSignature(signature: Signature): string {
  const text = signature.kind === 'text' ? signature.text : plainTextOf(signature.html);
  return text.replace(/\r\n?/g, '\n').trim();
}

function textWith(text: string, old: string, fresh: string): string {
  const block = (signature: string) => (signature === '' ? '' : `\n${LINE}\n${signature}\n`);
  const at = old === '' ? quoteIn(text) : text.indexOf(block(old));
  if (at < 0) return text;
  return text.slice(0, at) + block(fresh) + text.slice(at + block(old).length);
}

/** Where the answered or forwarded text begins, with the line that says whose it is; the end where there is none. */
function quoteIn(text: string): number {
  const forwarded = text.search(/^-{10} /m);
  if (forwarded >= 0) return Math.max(0, forwarded - 1);
  const quoted = text.search(/^>/m);
  if (quoted < 0) return text.length;
  return Math.max(0, text.lastIndexOf('\n', quoted - 2));
}

function htmlWith(html: string, old: string, next: Signature): string {
  const { body } = new DOMParser().parseFromString('', 'text/html');
  body.append(cleanFragment(html, ownPictures));
  const block = blockOf(next);
  if (old === '') {
    if (block) body.insertBefore(block, quoteUnder(body));
    return body.innerHTML;
  }
  const known = letters(LINE + old);
  const found = [...body.querySelectorAll('div, p')].find(
    (each) => !each.closest('blockquote') && letters(each.textContent) === known,
  );
  if (block) found?.replaceWith(block);
  else found?.remove();
  return body.innerHTML;
}

function blockOf(signature: Signature): HTMLElement | null {
  if (plainSignature(signature) === '') return null;
  const block = document.createElement('div');
  block.append(LINE, document.createElement('br'));
  block.append(
    signature.kind === 'html'
      ? cleanFragment(signature.html)
      : cleanFragment(escapeHtml(signature.text.trim()).replace(/\r\n?|\n/g, '<br>')),
  );
  return block;
}

/** The paragraph that says whose text follows, or that text itself. */
function quoteUnder(body: HTMLElement): Element | null {
  const parts = [...body.children];
  const forwarded = parts.find((each) => /^-{10} /.test(each.textContent ?? ''));
  if (forwarded) return forwarded;
  const quote = parts.findIndex((each) => each.matches('blockquote'));
  return parts[quote - 1] ?? parts[quote] ?? null;
}

/** Editors turn spaces and breaks into others of their own. */
function letters(text: string | null): string {
  return (text ?? '').replace(/\s+/gu, '');
}
