import { expect, it } from 'vitest';
import { isPicture, isShown, withoutLostPictures } from '../../../shared/mail/compose/pictures.ts';
import { tidyDraft } from '../../../shared/mail/compose/tidy-draft.ts';
import { attached, DRAFT } from './drafts.ts';

const picture = attached(10, { id: 'p1', name: 'quay.png', mimeType: 'image/png', contentId: 'one@x' });
const other = attached(10, { id: 'p2', name: 'crane.png', mimeType: 'image/png', contentId: 'two@x' });
const file = attached(3, { id: 'f1', name: 'plan.txt', mimeType: 'text/plain' });
const html = { kind: 'html', html: '<p>Look: <img src="cid:one@x"></p>' } as const;

it('a picture goes along as long as the text shows it, a file in any case', () => {
  const draft = { ...DRAFT, body: html, attachments: [file, picture, other] };
  expect(withoutLostPictures(draft).attachments).toEqual([file, picture]);
  expect(tidyDraft(draft).attachments.map(({ id }) => id)).toEqual(['f1', 'p1']);
  const plain = { ...draft, body: { kind: 'text', text: 'cid:one@x' } as const };
  expect(withoutLostPictures(plain).attachments).toEqual([file]);
  expect(isShown(picture, html)).toBe(true);
});

it('only what mail programs show is a picture', () => {
  expect(['image/png', 'IMAGE/JPEG', 'image/svg+xml', 'text/html', ''].map(isPicture)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
