import type { Say } from '../../language/say.ts';
import type { Mailbox } from './draft.ts';

/** What stands around a quoted text. */
export interface QuoteFrame {
  readonly from: Mailbox;
  /** As a person reads it, in the person's own zone; null where the message has no date. */
  readonly date: string | null;
  /** Plain text; '' for none. */
  readonly signature: string;
}

/** What stands above a forwarded text. */
export interface ForwardFrame extends QuoteFrame {
  readonly subject: string;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
}

/** "On Friday, Bo wrote:", on one line whatever the name holds. */
export function attribution({ from, date }: QuoteFrame, say: Say): string {
  const who = oneLine(from.name) || from.address || say('Somebody');
  return date === null
    ? say('{who} wrote:', { who })
    : say('On {date}, {who} wrote:', { date: oneLine(date), who });
}

/** A plain-text answer: room to write, the signature, then the quoted text under its attribution. */
export function plainReply(text: string, frame: QuoteFrame, say: Say): string {
  return `\n${signed(frame.signature)}\n${attribution(frame, say)}\n${quotedText(text)}`;
}

/** A plain-text message passed on as it was, under its own header fields. */
export function plainForward(text: string, frame: ForwardFrame, say: Say): string {
  return `\n${signed(frame.signature)}\n${forwardLines(frame, say).join('\n')}\n\n${lines(text).join('\n')}\n`;
}

/**
 * Each line behind `> `, and `>` before one that is quoted already (RFC 3676 section 4.5). The signature of the quoted
 * message and empty lines at its end are left out.
 */
export function quotedText(text: string): string {
  const all = lines(text);
  const signature = all.lastIndexOf('-- ');
  const kept = (signature > 0 ? all.slice(0, signature) : all).join('\n').replace(/\s+$/u, '');
  if (kept === '') return '';
  return `${kept
    .split('\n')
    .map((line) => (line === '' || line.startsWith('>') ? `>${line}` : `> ${line}`))
    .join('\n')}\n`;
}

/** An HTML answer. `cleaned` is HTML without scripts and forms already; the rest is escaped here. */
export function htmlReply(cleaned: string, frame: QuoteFrame, say: Say): string {
  return `<p><br></p>${signedHtml(frame.signature)}<p>${escapeHtml(attribution(frame, say))}</p><blockquote type="cite">${cleaned}</blockquote>`;
}

/** A message passed on as HTML. `cleaned` as in `htmlReply`. */
export function htmlForward(cleaned: string, frame: ForwardFrame, say: Say): string {
  const header = forwardLines(frame, say).map(escapeHtml).join('<br>');
  return `<p><br></p>${signedHtml(frame.signature)}<p>${header}</p><div>${cleaned}</div>`;
}

/** Plain text so that HTML shows it as it stands. */
export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** The line `-- ` with its space, by which programs know where a signature starts (RFC 3676 section 4.3). */
function signed(signature: string): string {
  return signature.trim() === '' ? '' : `\n-- \n${lines(signature).join('\n').trimEnd()}\n`;
}

function signedHtml(signature: string): string {
  if (signature.trim() === '') return '';
  return `<div>-- <br>${lines(escapeHtml(signature).trimEnd()).join('<br>')}</div>`;
}

function forwardLines({ from, date, subject, to, cc }: ForwardFrame, say: Say): readonly string[] {
  return [
    say('---------- Forwarded message ----------'),
    say('From: {people}', { people: people([from]) }),
    ...(date === null ? [] : [say('Date: {date}', { date: oneLine(date) })]),
    say('Subject: {subject}', { subject: oneLine(subject) }),
    ...(to.length === 0 ? [] : [say('To: {people}', { people: people(to) })]),
    ...(cc.length === 0 ? [] : [say('Cc: {people}', { people: people(cc) })]),
  ];
}

function people(mailboxes: readonly Mailbox[]): string {
  return mailboxes
    .map(({ name, address }) => (name === '' ? oneLine(address) : `${oneLine(name)} <${oneLine(address)}>`))
    .join(', ');
}

function lines(text: string): readonly string[] {
  return text.replace(/\r\n?/g, '\n').split('\n');
}

/** Nothing that ends a line or turns its direction. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu, ' ').trim();
}
