import * as v from 'valibot';
import { draftSchema, type DraftAttachment } from '../mail/compose/draft.ts';
import { type DraftSummary, type KeptDraft, keptDraftSchema } from '../mail/compose/kept-draft.ts';
import { accountId, bytes, count, fileIdSchema, text } from './arguments.ts';

/** The name of a draft's folder; also of its message's in the outbox. */
export const draftIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const { refused, open, touched } = keptDraftSchema.entries;
const attachmentName = { name: text, mimeType: text, contentId: v.nullable(text) };

export const draftSchemas = {
  'draft.list': v.null(),
  'draft.open': v.object({ id: draftIdSchema }),
  'draft.save': v.object({
    draft: v.object({ ...draftSchema.entries, id: draftIdSchema, accountId }),
    refused,
    open,
    touched,
  }),
  'draft.attach': v.object({
    id: draftIdSchema,
    source: v.variant('kind', [
      /** A file that main vouched for: a path is never taken from a page. */
      v.object({ kind: v.literal('vouched'), token: fileIdSchema, contentId: v.nullable(text) }),
      v.object({ kind: v.literal('bytes'), ...attachmentName, bytes }),
      /** A file that this process keeps already. */
      v.object({ kind: v.literal('fetched'), ...attachmentName, fileId: fileIdSchema }),
    ]),
  }),
  'draft.detach': v.object({ id: draftIdSchema, attachmentId: draftIdSchema }),
  'draft.picture': v.object({ id: draftIdSchema, attachmentId: draftIdSchema }),
  'draft.discard': v.object({ id: draftIdSchema }),
  'draft.limit': v.object({ accountId }),
  'draft.send': v.object({ id: draftIdSchema, sendAt: count, anyway: v.boolean() }),
} as const;
type Args<M extends keyof typeof draftSchemas> = v.InferOutput<(typeof draftSchemas)[M]>;

/** What the network process is asked to do with drafts. A type, because a contract has an index and interfaces have none. */
export type DraftCalls = {
  'draft.list': { args: Args<'draft.list'>; result: readonly DraftSummary[] };
  /** Rejects with 'not-found' where it is gone. */
  'draft.open': { args: Args<'draft.open'>; result: KeptDraft };
  /** The whole draft; resolves when it is safe on disk. Its attachments are those that are there already. */
  'draft.save': { args: Args<'draft.save'>; result: { readonly savedAt: number } };
  /** Copies the file into the draft. */
  'draft.attach': { args: Args<'draft.attach'>; result: DraftAttachment };
  'draft.detach': { args: Args<'draft.detach'>; result: null };
  /** The bytes of a picture in its text. Rejects with 'not-found' where it has none such. */
  'draft.picture': { args: Args<'draft.picture'>; result: { readonly bytes: Uint8Array } };
  'draft.discard': { args: Args<'draft.discard'>; result: null };
  /** What the account's server is known to take of one message; null where nobody knows. */
  'draft.limit': { args: Args<'draft.limit'>; result: { readonly bytes: number | null } };
  /** To the outbox, which sends it at `sendAt` (ms since 1970); `anyway`: though it is over the limit that is known. Rejects with 'invalid-input' for what cannot be sent. */
  'draft.send': { args: Args<'draft.send'>; result: null };
};
