import type { Clock } from '../clock/clock.ts';
import { refuse } from '../http/refusal.ts';
import { contentOf } from '../mime/content.ts';
import type { Ledger } from '../oracle/ledger.ts';
import type { Personality } from '../personality/personality.ts';
import type { Settings } from '../settings/settings.ts';
import type { MessageContent, NewMessage } from '../store/content.ts';
import { deliverInto, type Mailbox } from '../store/mailbox.ts';
import type { Folder, Item } from '../store/nodes.ts';
import { addressesIn, domainOf, type Route, routesFor } from './addresses.ts';
import { refuseSubmission, returnedFrom } from './checks.ts';
import { copiesOf, envelopeCopy, envelopeProperties } from './copies.ts';
import { type HeaderBlock, headerBlockOf, valuesOf } from './header-block.ts';
import { nonDeliveryReport, type Returned } from './non-delivery.ts';
import { hiddenRecipients, withProperties } from './overrides.ts';
import { stamped, traced } from './stamp.ts';
import type { Submission, Submitted } from './submission.ts';

/** Brings messages to the mock's mailboxes and out of it. */
export interface Transport {
  /**
   * Sends, exactly once to each recipient. Throws a Refusal where the store does not take the message: 400 without
   * recipients, 403 for somebody else's From, 500 over quota or size limit (reference 5.2).
   */
  submit(submission: Submission): Promise<Submitted>;
  /** Puts a message that came from outside into the recipient's Inbox. */
  deliver(recipient: Mailbox, message: NewMessage): Item;
}

export interface TransportParts {
  readonly mailboxes: ReadonlyMap<string, Mailbox>;
  readonly personality: Personality;
  readonly settings: Settings;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly seed: number;
}

/** A transport of its own. The Message-IDs that it makes depend on the seed and on how many it has made. */
export function newTransport(parts: TransportParts): Transport {
  const nextMessageId = messageIds(parts.seed);
  return {
    deliver: (recipient, message) => arrive(parts, recipient, message),
    submit: async (submission) => {
      const { sender, envelope } = submission;
      const block = withProperties(headerBlockOf(submission.raw), submission.properties);
      refuseSubmission(parts, submission, block);
      const hidden = envelope?.recipients ?? hiddenRecipients(submission.properties);
      const routes = routesFor([...(envelope ? [] : shownRecipients(block)), ...hidden], parts.mailboxes);
      if (routes.length === 0) refuse(400, 'The message has no recipients.');
      const now = parts.clock.now();
      const whole = stamped(block, { sender, messageId: nextMessageId(sender), now });
      const trace = (each: HeaderBlock) => traced(each, parts.personality, now);
      const copies = await copiesOf(whole, trace, hidden.length > 0);
      const returned = returnedFrom(parts, routes, submission.raw.length);
      const report = await reportOf(parts, submission, copies.sent, returned, nextMessageId);
      // From here on everything happens in one turn: no other request can come in between.
      const folder = submission.take();
      const messageId = copies.sent.summary.messageId ?? '';
      const delivered = spread(parts, routes, returned, copies.delivered);
      const kept = folder && keep(submission, folder, copies.sent, now);
      if (report) sendReport(parts, sender, report);
      return { messageId, delivered, returned: returned.map(({ address }) => address), kept };
    },
  };
}

/** `<seed.counter.EXMOCK@domain>` */
function messageIds(seed: number): (sender: Mailbox) => string {
  let made = 0;
  const hex = (value: number) => (value >>> 0).toString(16).padStart(8, '0');
  return (sender) => `<${hex(seed)}.${hex(++made)}.EXMOCK@${domainOf(sender.address)}>`;
}

function shownRecipients(block: HeaderBlock): readonly string[] {
  return ['to', 'cc', 'bcc'].flatMap((name) => valuesOf(block, name)).flatMap(addressesIn);
}

/** A copy for each recipient that none came back from; what leaves the mock is only written down. */
function spread(
  parts: TransportParts,
  routes: readonly Route[],
  returned: readonly Returned[],
  content: MessageContent,
): readonly string[] {
  const reached = routes.filter((way) => !returned.some(({ address }) => address === way.address));
  for (const way of reached) {
    const { messageId, subject } = content.summary;
    if (way.kind === 'mailbox')
      arrive(parts, way.mailbox, { content, received: parts.clock.now(), read: false });
    else if (messageId !== null) parts.ledger.delivered(messageId, subject, way.address);
  }
  return reached.map(({ address }) => address);
}

function arrive({ ledger }: TransportParts, recipient: Mailbox, message: NewMessage): Item {
  const { messageId, subject } = message.content.summary;
  // The oracle counts by Message-ID: a message without one cannot be told from another.
  if (messageId !== null) ledger.delivered(messageId, subject, recipient.address);
  return deliverInto(recipient, recipient.roles.get('inbox') ?? recipient.root, message);
}

/** The copy of the sender: READ and FROMME (reference 5.3), with the properties that the draft had. */
function keep(
  { sender, envelope, properties }: Submission,
  folder: Folder,
  sent: MessageContent,
  now: number,
): Item {
  return deliverInto(sender, folder, {
    content: envelope ? envelopeCopy(sent, envelope) : sent,
    received: now,
    read: true,
    fromMe: true,
    properties: envelope ? envelopeProperties() : new Map(properties),
  });
}

async function reportOf(
  { clock }: TransportParts,
  { sender }: Submission,
  { summary }: MessageContent,
  returned: readonly Returned[],
  nextMessageId: (sender: Mailbox) => string,
): Promise<MessageContent | null> {
  if (returned.length === 0) return null;
  const original = {
    messageId: summary.messageId ?? '',
    subject: summary.subject,
    header: summary.rawHeaders,
  };
  const messageId = nextMessageId(sender);
  return contentOf(await nonDeliveryReport({ sender, messageId, now: clock.now(), returned, original }));
}

/** A report comes at once, or after the setting's delay, as on a server whose queue is long. */
function sendReport(parts: TransportParts, sender: Mailbox, content: MessageContent): void {
  const { clock, settings } = parts;
  const due = () => {
    arrive(parts, sender, { content, received: clock.now(), read: false });
  };
  const seconds = settings.values.NonDeliveryReportSeconds;
  if (seconds === 0) due();
  else clock.after(seconds * 1000, due);
}
