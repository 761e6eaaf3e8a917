import { refuse } from '../http/refusal.ts';
import type { Settings } from '../settings/settings.ts';
import type { Mailbox } from '../store/mailbox.ts';
import { addressesIn, isAddressOf, type Route } from './addresses.ts';
import { type HeaderBlock, valuesOf } from './header-block.ts';
import type { Returned } from './non-delivery.ts';
import { isOverQuota, isOverSizeLimit } from './quota.ts';
import type { Submission } from './submission.ts';

interface Rules {
  readonly mailboxes: ReadonlyMap<string, Mailbox>;
  readonly settings: Settings;
}

/** Ends a submission that the store does not take: 403 for its From, 500 for its size (reference 5.1, 5.2). */
export function refuseSubmission(rules: Rules, submission: Submission, block: HeaderBlock): void {
  const { sender, envelope, raw, growth } = submission;
  const { values } = rules.settings;
  const from = valuesOf(block, 'from').flatMap(addressesIn);
  if (values.SubmissionFrom === 'none' && from.length > 0)
    refuse(403, 'A submitted message must not have a From field here; the store fills it in.');
  const claimed = envelope === null || envelope.from === '' ? from : [...from, envelope.from];
  if (!claimed.every((address) => isAddressOf(address, sender, rules.mailboxes)))
    refuse(403, `Only ${sender.address} may be the sender of what is submitted here.`);
  // What real servers answer, where 507 is documented (reference 5.2).
  if (isOverQuota(sender, growth, values)) refuse(500, 'The mailbox is over its quota and cannot send.');
  if (values.SizeLimitAnswer === 'refuse' && isOverSizeLimit(raw.length, values))
    refuse(500, `The message is larger than ${values.MessageSizeLimit} KB, which is all that may be sent.`);
}

/** The recipients that get no copy, each with its reason. */
export function returnedFrom(
  { settings: { values } }: Rules,
  routes: readonly Route[],
  bytes: number,
): readonly Returned[] {
  return routes.flatMap((way): readonly Returned[] => {
    if (way.kind === 'unknown') return [{ address: way.address, obstacle: 'unknown' }];
    if (isOverSizeLimit(bytes, values)) return [{ address: way.address, obstacle: 'too-large' }];
    const isFull = way.kind === 'mailbox' && isOverQuota(way.mailbox, bytes, values);
    return isFull ? [{ address: way.address, obstacle: 'mailbox-full' }] : [];
  });
}
