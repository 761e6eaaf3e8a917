import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import { shortenAddresses } from '../../../shared/delivery/redact.ts';
import type { Step } from '../../../shared/delivery/steps.ts';
import { english } from '../../../shared/language/say.ts';
import { formatDuration } from '../../components/format/dates.ts';
import { formatBytes } from '../../components/format/numbers.ts';
import { factsOf } from './facts.ts';
import { spooledOf } from './story.ts';
import { timelineOf } from './timeline.ts';
import { verdictOf } from './verdict.ts';

/**
 * What happened, as text that is safe to post: no subject, no text, every address shortened, the mailbox's name in
 * paths as well. In English, whatever its person reads: it is for other people.
 */
export function reportOf(row: OutgoingView, steps: readonly Step[], now: number): string {
  const say = english();
  const verdict = verdictOf(row, steps, now, say);
  const facts = factsOf(steps, row.bounce, say).map(({ label, words }) => `${label}: ${words}`);
  const lines = timelineOf(steps, row.state, now, say).map((entry) =>
    [
      `${new Date(entry.at).toISOString()}  ${entry.sentence}`,
      entry.status && `[${entry.status}]`,
      entry.ms !== null && formatDuration(entry.ms, say, say.locale),
      entry.protocol && `\n    ${entry.protocol}`,
    ]
      .filter(Boolean)
      .join(' '),
  );
  const recipients = say('{count, plural, one {# recipient} other {# recipients}}', {
    count: row.recipients.length,
  });
  const head = `${recipients}, ${formatBytes(row.bytes, say.locale)}, ${row.messageId}`;
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
