import { createReadStream } from 'node:fs';
import path from 'node:path';
import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { checkDraft, faultSentence } from '../../../shared/mail/compose/check-draft.ts';
import type { Draft } from '../../../shared/mail/compose/draft.ts';
import { tidyDraft } from '../../../shared/mail/compose/tidy-draft.ts';
import type { Outbox } from '../spool/outbox.ts';
import { attachmentPath, type DraftFile, draftFolder, writeDraft } from './draft-folder.ts';

/** What sends. */
export interface Sending {
  readonly outbox: Pick<Outbox, 'list' | 'enqueue' | 'entry'>;
  /** Bytes that the account's server is known to take; null where nobody knows. */
  readonly limitOf: (accountId: string) => number | null;
  /** Writes the message as it will travel, without Bcc, to `out`: whole and on disk when it resolves. */
  readonly build: (
    draft: Draft,
    options: {
      /** Where each attachment's bytes lie, by its id. */
      readonly files: ReadonlyMap<string, string>;
      readonly out: string;
      readonly now: number;
      /** Random letters and digits, for the dividing lines. */
      readonly boundary: string;
    },
  ) => Promise<BuiltMessage>;
}
interface BuiltMessage {
  readonly bytes: number;
  readonly sha256: string;
  /** Addresses that everybody can read in it, and those that it says nothing of. */
  readonly shown: readonly string[];
  readonly hidden: readonly string[];
}

/** What sending takes. */
export interface SendParts {
  readonly root: string;
  /** null: this Retinue cannot send, and says so. */
  readonly sending: Sending | null;
  /** The account as the outbox writes it down. Throws where it is gone. */
  readonly accountOf: (id: string) => { readonly id: string; readonly url: string; readonly user: string };
  /** 32 hex digits. */
  readonly newId: () => string;
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
export async function sendDraft(
  parts: Moment,
  file: DraftFile,
  { sendAt, anyway }: { readonly sendAt: number; readonly anyway: boolean },
): Promise<void> {
  const { root, sending, present, now } = parts;
  if (sending === null)
    throw fail('unsupported', told('This Retinue cannot send. The message is kept as a draft.'));
  const draft = checked(file, present, anyway ? null : sending.limitOf(file.draft.accountId));
  const account = parts.accountOf(draft.accountId);
  await writeDraft(root, { ...file, sendingSince: now });
  try {
    const out = path.join(draftFolder(root, draft.id), 'message.eml.new');
    const files = new Map([...present.keys()].map((id) => [id, attachmentPath(root, draft.id, id)]));
    const message = await sending.build(draft, { files, out, now, boundary: parts.newId() });
    const { messageId, subject, from, inReplyTo } = draft;
    const answers = inReplyTo === null ? {} : { answers: inReplyTo };
    const { bytes, sha256, shown, hidden } = message;
    const people = { from: from.address, recipients: shown, hidden };
    const first = { at: now, account, messageId, ...answers, subject, ...people };
    await sending.outbox.enqueue(draft.id, { ...first, bytes, sha256, sendAt }, createReadStream(out));
  } catch (thrown) {
    await writeDraft(root, { ...file, sendingSince: null });
    throw thrown;
  }
}

/** The draft as it goes, or the first thing that stops it as a sentence. */
function checked({ draft, refused }: DraftFile, present: Moment['present'], limit: number | null): Draft {
  const [text] = Object.values(refused).flat();
  if (text !== undefined)
    throw fail(
      'invalid-input',
      told(
        '"{address}" is not an address. Retinue did not send the message. Correct or remove it (bad-address).',
        { address: text.slice(0, 80) },
      ),
    );
  const tidy = tidyDraft(draft);
  const whole = new Set(
    tidy.attachments.filter(({ id, size }) => present.get(id) === size).map(({ id }) => id),
  );
  const [fault] = checkDraft(tidy, { limit, present: whole });
  if (fault) throw fail('invalid-input', faultSentence(fault));
  return tidy;
}
