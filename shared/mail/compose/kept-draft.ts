import * as v from 'valibot';
import { draftSchema } from './draft.ts';

const texts = v.pipe(v.array(v.string()), v.readonly());

/** A draft as it lies on disk: also what cannot be sent yet is kept. */
export const keptDraftSchema = v.object({
  draft: draftSchema,
  /** What was typed into a field of recipients and is no address. */
  refused: v.object({ to: texts, cc: texts, bcc: texts, replyTo: texts }),
  /** Its window is open: it comes back at the next start. */
  open: v.boolean(),
  /** Somebody wrote in it. What nobody touched is not kept when its window closes. */
  touched: v.boolean(),
  /** ms since 1970. */
  savedAt: v.number(),
});
export type KeptDraft = Readonly<v.InferOutput<typeof keptDraftSchema>>;
export type Refused = KeptDraft['refused'];

/** Nothing is refused. */
export const NONE_REFUSED: Refused = { to: [], cc: [], bcc: [], replyTo: [] };

/** A draft in a list. */
export interface DraftSummary {
  readonly id: string;
  readonly accountId: string;
  readonly subject: string;
  readonly recipients: readonly string[];
  readonly attachments: number;
  readonly open: boolean;
  readonly savedAt: number;
}

/** What a list shows of a draft. */
export function summaryOf({ draft, open, savedAt }: KeptDraft): DraftSummary {
  const { id, accountId, subject, to, cc, bcc, attachments } = draft;
  return {
    id,
    accountId,
    subject,
    recipients: [...to, ...cc, ...bcc].map(({ name, address }) => (name === '' ? address : name)),
    attachments: attachments.length,
    open,
    savedAt,
  };
}
