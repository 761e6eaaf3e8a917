import { largeMessage } from '../generate/large.ts';
import { generateMailbox } from '../generate/mailbox.ts';
import type { NewMailbox, NewMessage } from '../store/content.ts';

/** Anything smaller than this is everyday mail. */
export const LARGE_BYTES = 4_000_000;

/** Attachments of everyday mail. */
const ORDINARY_FILE_BYTES = 500_000;

const DAY_MS = 24 * 3_600_000;

/**
 * Sizes of the files in the three large messages. As mail (a third larger) the first is within the message size limit
 * of 10 MB; the others came before there was one. The second outgrows the default response, the third the worker.
 */
const LARGE_FILES = [6_000_000, 20_000_000, 56_000_000] as const;

/** A mailbox whose Inbox holds this much everyday mail, and three older, large messages. The same seed, the same mail. */
export function articleMailbox(
  seed: number,
  messages: number,
  now: number,
): NewMailbox & { readonly password: string } {
  const made = generateMailbox({ seed, messages, folders: 0, now, attachmentSize: ORDINARY_FILE_BYTES });
  const everyday = made.folders.flatMap((folder) => [...folder.messages]);
  const large = LARGE_FILES.map((bytes, index) => largeMail(seed, bytes, now - (index + 400) * DAY_MS));
  const inbox = [...large, ...everyday].toSorted((a, b) => a.received - b.received);
  return {
    user: made.user,
    displayName: made.displayName,
    address: made.address,
    password: 'kb329067',
    folders: [{ name: 'Inbox', role: 'inbox', messages: inbox.map((each) => ({ ...each, draft: false })) }],
  };
}

function largeMail(seed: number, bytes: number, received: number): NewMessage {
  const content = largeMessage({
    seed: seed + bytes,
    subject: `Scans, ${Math.round(bytes / 1_000_000)} MB`,
    from: 'archive@example.com',
    to: ['alex@example.com'],
    date: received,
    messageId: `<scans-${bytes}@example.com>`,
    text: 'The scans are attached.\n',
    file: { name: 'scans.pdf', bytes },
  });
  return { content, received, read: true };
}
