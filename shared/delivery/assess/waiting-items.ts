import { saidOf, type Told, told } from '../../language/told.ts';
import type { Evidence, SentItems, WaitingItem } from '../evidence.ts';
import type { Finding, Fix, Mechanism } from '../findings.ts';
import { findingId } from './finding-id.ts';
import { momentInWords, sizeInWords, spanInWords } from './words.ts';

const MINUTE_MS = 60_000;
/** A draft gets its body within moments of its properties, a large one over a slow line within minutes. */
export const HALF_CREATED_MS = 15 * MINUTE_MS;
/** Transport takes a message out of the Outbox within seconds. */
export const QUEUED_MS = 10 * MINUTE_MS;
/** Nobody writes any more on a draft that was not touched for so long. */
export const FOREIGN_DRAFT_MS = 60 * MINUTE_MS;

const SUBMITTED = 0x4;
const UNSENT = 0x8;

/** The findings of what lies in the server's Drafts and Outbox; at most one an item. */
export function assessItems(evidence: Evidence): readonly Finding[] {
  return evidence.items.flatMap((item) => assessItem(item, evidence) ?? []);
}

/** What Retinue puts there while somebody writes: nobody said Send yet. */
const OWN_COPY = /\/retinue-draft-[0-9a-f]{32}(?:-\d+)?\.eml$/i;

function assessItem(item: WaitingItem, evidence: Evidence): Finding | null {
  if (item.folder === 'outbox' || isSubmitted(item)) return queued(item, evidence);
  if (OWN_COPY.test(item.href)) return null;
  if (item.flags !== null && (item.flags & UNSENT) === 0) return null;
  return item.hasBody === false ? halfCreated(item, evidence) : foreignDraft(item, evidence);
}

/** S19. Submitted, and transport has not taken it. Also what lies in the Outbox and was never submitted. */
function queued(item: WaitingItem, evidence: Evidence): Finding | null {
  if (item.deferredUntil !== null && item.deferredUntil > evidence.now) return null;
  if (isYoung(item, evidence.now, QUEUED_MS)) return null;
  const copy = copyOf(item, evidence.sent);
  const facts = isSubmitted(item)
    ? [
        told(
          'It is flagged as submitted{flags, select, none {} other { (message flags 0x{flags})}}, and transport has not taken it.',
          { flags: flagsOf(item) },
        ),
      ]
    : [
        told(
          'It is not flagged as submitted{flags, select, none {} other { (message flags 0x{flags})}}: nothing will take it out of the Outbox.',
          {
            flags: flagsOf(item),
          },
        ),
      ];
  return found('queued-not-spooled', item, evidence.now, {
    blame: 'server',
    evidence: [placeOf(item), ...facts, copy.fact],
    // With a copy in Sent Items, or where that is not known, taking it back invites sending it twice.
    actions: copy.kind === 'none' ? ['move-to-drafts', 'save-as-eml', 'leave'] : ['save-as-eml', 'leave'],
  });
}

/** S17. Properties, and a body that never came. */
function halfCreated(item: WaitingItem, evidence: Evidence): Finding | null {
  if (isYoung(item, evidence.now, HALF_CREATED_MS)) return null;
  const copy = copyOf(item, evidence.sent);
  return found('half-created', item, evidence.now, {
    blame: 'item',
    evidence: [
      placeOf(item),
      item.size === null
        ? told('It has no text and no attachment.')
        : told('It has no text and no attachment; its size is {size}.', {
            size: saidOf(sizeInWords(item.size)),
          }),
      item.hasRecipients
        ? told('It has recipients, so it was meant to be sent.')
        : told('It has no recipients.'),
      told('It is unsent{flags, select, none {} other { (message flags 0x{flags})}}.', {
        flags: flagsOf(item),
      }),
      copy.fact,
    ],
    actions: ['open', 'save-as-eml', 'delete', 'leave'],
  });
}

/** S20, or S2 where it is larger than the server takes. Complete, and nobody sends it. */
function foreignDraft(item: WaitingItem, evidence: Evidence): Finding | null {
  if (!item.hasRecipients || isYoung(item, evidence.now, FOREIGN_DRAFT_MS)) return null;
  const { sendBytes } = evidence.limits;
  const copy = copyOf(item, evidence.sent);
  const facts = [
    placeOf(item),
    item.hasBody === null
      ? told('It is unsent{flags, select, none {} other { (message flags 0x{flags})}} and has recipients.', {
          flags: flagsOf(item),
        })
      : told(
          'It is unsent{flags, select, none {} other { (message flags 0x{flags})}} and has recipients and content.',
          { flags: flagsOf(item) },
        ),
    copy.fact,
  ];
  if (sendBytes !== null && item.size !== null && item.size > sendBytes)
    return found('over-send-limit', item, evidence.now, {
      blame: 'item',
      evidence: [...facts, overLimit(item.size, sendBytes)],
      actions: ['split', 'remove-attachment', 'save-as-eml', 'open', 'leave'],
    });
  return found('foreign-drafts', item, evidence.now, {
    blame: 'item',
    evidence: [...facts, told('No message that Retinue is sending has its Message-ID.')],
    actions:
      copy.kind === 'none'
        ? ['adopt-and-send', 'open', 'save-as-eml', 'delete', 'leave']
        : ['open', 'save-as-eml', 'leave'],
  });
}

/** The sentence of a size over a limit. */
export function overLimit(bytes: number, limit: number): Told {
  return told('Its size is {size}; the server takes {limit} at most.', {
    size: saidOf(sizeInWords(bytes)),
    limit: saidOf(sizeInWords(limit)),
  });
}

/** One sentence on where an item of the server lies and since when. */
export function placeOf(item: WaitingItem): Told {
  const since = sinceOf(item);
  const { folder } = item;
  return since === null
    ? told("It is in the server's {folder, select, drafts {Drafts} other {Outbox}}.", { folder })
    : told("It is in the server's {folder, select, drafts {Drafts} other {Outbox}} since {since}.", {
        folder,
        since: momentInWords(since),
      });
}

/** When it was last touched; null where the server does not say. */
export function sinceOf({ created, modified }: WaitingItem): number | null {
  return created === null || modified === null ? (modified ?? created) : Math.max(created, modified);
}

interface Copy {
  readonly kind: 'there' | 'none' | 'unknown';
  readonly fact: Told;
}

function copyOf({ messageId }: WaitingItem, sent: SentItems | null): Copy {
  if (sent === null)
    return {
      kind: 'unknown',
      fact: told('Sent Items could not be searched, so it may have been sent before.'),
    };
  if (messageId === null)
    return { kind: 'unknown', fact: told('It has no Message-ID, so Sent Items cannot be searched for it.') };
  if (sent.messageIds.includes(messageId))
    return { kind: 'there', fact: told('A message with its Message-ID is in Sent Items.') };
  return sent.unasked.includes(messageId)
    ? { kind: 'unknown', fact: told('Its Message-ID cannot be searched for in Sent Items.') }
    : { kind: 'none', fact: told('No message with its Message-ID is in Sent Items.') };
}

function isSubmitted({ submitted, flags }: WaitingItem): boolean {
  return submitted || ((flags ?? 0) & SUBMITTED) !== 0;
}

/** Without a date of the item nothing says that it is young. */
function isYoung(item: WaitingItem, now: number, threshold: number): boolean {
  const since = sinceOf(item);
  return since !== null && now - since < threshold;
}

/** In hexadecimal, or 'none'. */
function flagsOf({ flags }: WaitingItem): string {
  return flags === null ? 'none' : (flags >>> 0).toString(16);
}

function found(
  mechanism: Mechanism,
  item: WaitingItem,
  now: number,
  more: {
    readonly blame: Finding['blame'];
    readonly evidence: Finding['evidence'];
    readonly actions: readonly Fix[];
  },
): Finding {
  const { href, subject, messageId, size } = item;
  const since = sinceOf(item);
  const age =
    since === null ? [] : [told('It has been there for {span}.', { span: spanInWords(now - since) })];
  return {
    id: findingId(mechanism, href),
    mechanism,
    severity: 'trouble',
    blame: more.blame,
    item: { href, subject, messageId, size },
    since,
    evidence: [...more.evidence, ...age],
    actions: more.actions,
  };
}
