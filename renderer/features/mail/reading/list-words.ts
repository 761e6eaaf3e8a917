import { assertNever } from '../../../../shared/errors.ts';
import type { Say } from '../../../../shared/language/say.ts';
import type { Unsubscribing } from '../../../../shared/mail/unsubscribe.ts';

/** What the list offers, and what is known of whether the offer is the list's own. */
export function offerWords({ list, vouched }: Unsubscribing, say: Say): string {
  switch (vouched) {
    case null:
      return say('Mail of the list {list}. It can be left by a message or a page of its own.', { list });
    case 'passed':
      return say('Mail of the list {list}. Your mail server checked the sender’s signature (DKIM).', {
        list,
      });
    case 'unchecked':
      return say(
        'Mail of the list {list}. Its signature (DKIM) covers this offer; Retinue does not check such signatures.',
        { list },
      );
    case 'failed':
      return say(
        'Mail of the list {list}. Your mail server found its signature (DKIM) wrong, so Retinue offers no one-click way.',
        { list },
      );
    case 'uncovered':
      return say(
        'Mail of the list {list}. No signature (DKIM) covers its one-click address, so Retinue does not use it.',
        { list },
      );
    default:
      return assertNever(vouched);
  }
}

/** What the list's server answered, and what that means. */
export function answerWords(
  { status, location }: { readonly status: number; readonly location: string | null },
  host: string,
  say: Say,
): string {
  if (status >= 200 && status < 300)
    return say('{host} took your request to be taken off this list ({status}).', { host, status });
  if (status >= 300 && status < 400 && location !== null)
    return say(
      '{host} wants to lead on to {other} ({status}). Retinue did not go there; you may still be on the list. Open the page to go on.',
      { host, other: hostIn(location), status },
    );
  return say(
    '{host} did not take your request ({status}). You may still be on the list. Try again later or another way.',
    { host, status },
  );
}

/** The host of an address, in ASCII. */
export function hostIn(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
