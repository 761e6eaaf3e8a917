import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../../../shared/errors.ts';
import { checkDraft, faultSentence } from '../../../shared/mail/compose/check-draft.ts';
import type { Draft } from '../../../shared/mail/compose/draft.ts';
import { tidyDraft } from '../../../shared/mail/compose/tidy-draft.ts';
import type { Outbox } from '../spool/outbox.ts';
import { attachmentPath, type DraftFile, draftFolder, writeDraft } from './draft-folder.ts';

/** What sending takes. */
export interface SendParts {
  readonly root: string;
  /** null: there is none, and Send says so. */
  readonly outbox: Pick<Outbox, 'list' | 'enqueue'> | null;
  /** The account as the outbox writes it down. Throws 'not-found' where it is gone. */
  readonly accountOf: (id: string) => { readonly id: string; readonly url: string; readonly user: string };
  /** Bytes that the account's server is known to take; null where nobody knows. */
  readonly limitOf: (accountId: string) => number | null;
  /** The message as it will travel, without Bcc. `pathOf` says where an attachment's bytes lie. */
  readonly build: (
    draft: Draft,
    options: { readonly pathOf: (attachmentId: string) => string; readonly date: number },
  ) => AsyncIterable<Uint8Array>;
}
interface Moment extends SendParts {
  /** Attachments whose bytes are here, with their sizes. */
  readonly present: ReadonlyMap<string, number>;
  readonly now: number;
}

/**
 * Brings a draft into the outbox. It is marked first: after a crash the mark and the outbox together say whether it got
 * there, because the message keeps the draft's id in the outbox, which takes an id once.
 */
export async function sendDraft(parts: Moment, file: DraftFile, sendAt: number): Promise<void> {
  const { root, outbox, now } = parts;
  if (outbox === null) throw fail('unsupported', 'This Retinue cannot send. The message is kept as a draft.');
  const draft = checked(parts, file);
  const account = parts.accountOf(draft.accountId);
  await writeDraft(root, { ...file, sendingSince: now });
  try {
    const message = await built(parts, draft);
    const shown = [...draft.to, ...draft.cc].map(({ address }) => address);
    await outbox.enqueue(
      draft.id,
      {
        at: now,
        account,
        messageId: draft.messageId,
        subject: draft.subject,
        from: draft.from.address,
        recipients: shown,
        hidden: draft.bcc.map(({ address }) => address),
        bytes: message.bytes,
        sha256: message.sha256,
        sendAt,
      },
      createReadStream(message.file),
    );
  } catch (thrown) {
    await writeDraft(root, { ...file, sendingSince: null });
    throw thrown;
  }
}

/** The draft as it goes, or the first thing that stops it as a sentence. */
function checked({ present, limitOf }: Moment, { draft, refused }: DraftFile): Draft {
  const [text] = Object.values(refused).flat();
  if (text !== undefined)
    throw fail(
      'invalid-input',
      `"${text.slice(0, 80)}" is not an address. Retinue did not send the message. Correct or remove it (bad-address).`,
    );
  const tidy = tidyDraft(draft);
  const whole = new Set(
    tidy.attachments.filter(({ id, size }) => present.get(id) === size).map(({ id }) => id),
  );
  const [fault] = checkDraft(tidy, { limit: limitOf(tidy.accountId), present: whole });
  if (fault) throw fail('invalid-input', faultSentence(fault));
  return tidy;
}

/** Writes the message beside its draft, to know its length and digest before the outbox takes it over. */
async function built(
  { root, build, now }: Moment,
  draft: Draft,
): Promise<{ readonly file: string; readonly bytes: number; readonly sha256: string }> {
  const file = path.join(draftFolder(root, draft.id), 'message.eml.new');
  const pathOf = (attachmentId: string) => attachmentPath(root, draft.id, attachmentId);
  const hash = createHash('sha256');
  let bytes = 0;
  const handle = await open(file, 'w', 0o600);
  try {
    for await (const chunk of build(draft, { pathOf, date: now })) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      await handle.writeFile(chunk);
    }
  } finally {
    await handle.close();
  }
  return { file, bytes, sha256: hash.digest('hex') };
}
