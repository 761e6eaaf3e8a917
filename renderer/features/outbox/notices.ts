import type { OutgoingView } from '../../../shared/delivery/outgoing.ts';
import type { Block } from '../../../shared/delivery/steps.ts';
import { groupBy } from '../../../shared/group-by.ts';
import type { Say } from '../../../shared/language/say.ts';
import { plainOf } from '../../components/format/text.ts';
import { rowWords } from './row-words.ts';

/** What a person is told outside the window. */
export interface Notice {
  readonly title: string;
  readonly body: string;
}
export interface Notices {
  readonly notices: readonly Notice[];
  /** Every cause that there is now: the one that goes is told again when it comes back. */
  readonly causes: readonly string[];
}

/** These stop the whole account: one cause, however many messages wait. */
const ACCOUNT_WIDE: readonly Block[] = ['sign-in', 'mailbox-full'];

/** One notice for each cause that was not told yet (ux 10.2); messages that fail alike at once share one. Retries are none. */
export function noticesOf(
  rows: readonly OutgoingView[],
  told: readonly string[],
  now: number,
  say: Say,
): Notices {
  const causes = rows.flatMap((row) => {
    const cause = causeOf(row);
    return cause === null ? [] : [{ row, ...cause }];
  });
  const fresh = causes.filter(({ key }) => !told.includes(key));
  const groups = groupBy(fresh, ({ kind }) => kind);
  return {
    notices: [...groups.values()].map((group) =>
      noticeOf(
        group.map(({ row }) => row),
        now,
        say,
      ),
    ),
    causes: [...new Set(causes.map(({ key }) => key))],
  };
}

function causeOf({
  id,
  accountId,
  state,
  bounce,
}: OutgoingView): { readonly key: string; readonly kind: string } | null {
  if (bounce) return { key: `${id} bounce ${bounce.recipients.length}`, kind: `bounce ${bounce.sentence}` };
  if (state.kind !== 'blocked') return null;
  const kind = `${accountId} ${state.block}`;
  return { key: ACCOUNT_WIDE.includes(state.block) ? kind : `${id} ${state.block}`, kind };
}

function noticeOf(rows: readonly OutgoingView[], now: number, say: Say): Notice {
  const [first] = rows;
  if (!first) return { title: '', body: '' };
  const { lead, rest } = rowWords(first, now, say);
  const subject = plainOf(first.subject) || say('No subject');
  const body = `${lead} ${rest}`.trim();
  if (rows.length > 1)
    return {
      title: say('{count, plural, one {# message needs you} other {# messages need you}}', {
        count: rows.length,
      }),
      body,
    };
  return {
    title: first.bounce ? say('Came back: {subject}', { subject }) : say('Not sent: {subject}', { subject }),
    body,
  };
}
