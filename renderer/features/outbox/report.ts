import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Step } from '../../../shared/delivery/steps.ts';
import { formatDuration } from '../../components/format/dates.ts';
import { formatBytes, plural } from '../../components/format/numbers.ts';
import { factsOf } from './facts.ts';
import { spooledOf } from './story.ts';
import { timelineOf } from './timeline.ts';
import { verdictOf } from './verdict.ts';

/**
 * What happened, as text that is safe to post: no subject, no text, every address shortened, the mailbox's name in
 * paths as well.
 */
export function reportOf(row: OutgoingView, steps: readonly Step[], now: number): string {
  const verdict = verdictOf(row, steps, now);
  const facts = factsOf(steps, row.bounce).map(({ label, words }) => `${label}: ${words}`);
  const lines = timelineOf(steps, row.state, now).map((entry) =>
    [
      `${new Date(entry.at).toISOString()}  ${entry.sentence}`,
      entry.status && `[${entry.status}]`,
      entry.ms !== null && formatDuration(entry.ms),
      entry.protocol && `\n    ${entry.protocol}`,
    ]
      .filter(Boolean)
      .join(' '),
  );
  const head = `${plural(row.recipients.length, 'recipient', 'recipients')}, ${formatBytes(row.bytes)}, ${row.messageId}`;
  const text = [`What happened: ${verdict.title}`, verdict.text, '', head, ...facts, '', ...lines, ''].join(
    '\n',
  );
  return shortenAddresses(text, mailboxOf(steps));
}

/** The user's name without its domain, as it stands in the paths of its mailbox. */
function mailboxOf(steps: readonly Step[]): string {
  const user = spooledOf(steps)?.account.user ?? '';
  return user.replace(/^.*\\/, '').replace(/@.*$/, '');
}

/** "ingrid@halvorsen.example" becomes "i…@h….example", also inside other text; `mailbox` is shortened in paths. */
export function shortenAddresses(text: string, mailbox: string): string {
  const short = text.replace(
    /([\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]*@([\p{L}\p{N}])[\p{L}\p{N}.-]*?(\.[\p{L}]{2,})?(?![\p{L}\p{N}-]|\.[\p{L}\p{N}])/gu,
    (_all, local: string, domain: string, ending: string | undefined) =>
      `${local}…@${domain}…${ending ?? ''}`,
  );
  if (mailbox.length < 2) return short;
  const name = mailbox.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return short.replace(new RegExp(`/${name}(?=/|$|\\s)`, 'giu'), `/${mailbox.charAt(0)}…`);
}
