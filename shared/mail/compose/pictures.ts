import type { Draft, DraftAttachment } from './draft.ts';

/** Kinds of pictures that mail programs show inside a text. */
const TYPES: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
/** Endings of their files. */
export const PICTURE_ENDINGS = ['png', 'jpg', 'jpeg', 'gif', 'webp'] as const;

/** Whether a file of this type can stand in the text. */
export function isPicture(mimeType: string): boolean {
  return TYPES.includes(mimeType.trim().toLowerCase());
}

/** Whether the text shows it: it names it as `cid:` (RFC 2392). */
export function isShown({ contentId }: DraftAttachment, body: Draft['body']): boolean {
  if (contentId === null || body.kind === 'text') return false;
  return body.html.includes(`cid:${contentId}`) || body.html.includes(`cid:${encodeURIComponent(contentId)}`);
}

/** The draft without the pictures that were taken out of its text: nobody who gets it would see where they belong. */
export function withoutLostPictures(draft: Draft): Draft {
  const attachments = draft.attachments.filter(
    (each) => each.contentId === null || isShown(each, draft.body),
  );
  return attachments.length === draft.attachments.length ? draft : { ...draft, attachments };
}
