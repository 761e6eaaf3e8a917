import { cleanAttachmentName } from '../attachment-name.ts';
import { withoutLostPictures } from './pictures.ts';
import type { Draft, DraftAttachment, Mailbox } from './draft.ts';

/**
 * The draft as it will be sent: attachments under names that are no paths and hide nothing, no pictures that its text
 * does not show, each recipient once, names and subject without white space around them. Done at Send, before `checkDraft`, so that what is checked is what goes.
 */
export function tidyDraft(draft: Draft): Draft {
  const seen = new Set<string>();
  const once = (mailboxes: readonly Mailbox[]) =>
    mailboxes.map(tidyMailbox).filter(({ address }) => {
      const key = recipientKey(address);
      return !seen.has(key) && seen.add(key);
    });
  return {
    ...draft,
    from: tidyMailbox(draft.from),
    to: once(draft.to),
    cc: once(draft.cc),
    bcc: once(draft.bcc),
    replyTo: draft.replyTo.map(tidyMailbox),
    subject: draft.subject.replace(/\t/g, ' ').trim(),
    attachments: withoutLostPictures(draft).attachments.map(tidyAttachment),
  };
}

/** The same for two spellings of one address: no server in use tells local parts apart by case. */
export function recipientKey(address: string): string {
  return address.normalize('NFC').toLowerCase();
}

function tidyMailbox({ name, address }: Mailbox): Mailbox {
  return { name: name.replace(/\t/g, ' ').trim(), address };
}

function tidyAttachment(attachment: DraftAttachment): DraftAttachment {
  const mimeType = tidyType(attachment.mimeType);
  return { ...attachment, name: cleanAttachmentName(attachment.name, attachment.mimeType), mimeType };
}

/**
 * A type that a file can have. Messages may not travel in base64 (RFC 2046 section 5.2.1), and only base64 keeps every
 * byte of theirs: they go as plain files, which programs open by their ending.
 */
function tidyType(written: string): string {
  const type = written.trim().toLowerCase();
  const isFile = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/.test(type);
  return isFile && !/^(?:message|multipart)\//.test(type) ? type : 'application/octet-stream';
}
