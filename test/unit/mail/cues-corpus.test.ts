// @vitest-environment happy-dom
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { fromMime } from '../../../renderer/engine/opened-message.ts';
import { cueWords } from '../../../renderer/features/mail/reading/cue-words.ts';
import { cleanLinks, otherHostNamed } from '../../../renderer/features/mail/safe-html/links.ts';
import { textDocument } from '../../../renderer/features/mail/safe-html/message-document.ts';
import { english } from '../../../shared/language/say.ts';
import type { Acquaintance } from '../../../shared/mail/cues/cue.ts';
import { findCues } from '../../../shared/mail/cues/find-cues.ts';
import { isFromList } from '../../../shared/mail/header-fields.ts';
import { corpusFiles, corpusFolder } from '../../helpers/corpus.ts';
import { mail } from '../window/support/fake-services.ts';

const files = corpusFiles();

/** What honest mail shows all the same, and why a person may want to know. */
const SEEN: Readonly<Record<string, string>> = {
  // A fraud about money from abroad, with its mailbox elsewhere.
  'error/empty_group_lists.eml':
    'Answers would go to western.uniontransfer1@hotmail.fr, not to the sender ceciledwards@sbcglobal.net.',
  // Sent in somebody's name by the provider.
  'mime/raw_email_encoded_stack_level_too_deep.eml':
    'Answers would go to x.y@gmail.com, not to the sender gmail-noreply@google.com.',
  // A name in which a character set that was read wrongly left letters of two alphabets.
  'plain/raw_email_bad_time.eml':
    'A word in the sender’s name mixes letters that look alike of several alphabets (Cyrillic, Latin).',
  // mâchine.example, where machine.example is known from another message.
  'rfc6532/utf8_headers.eml':
    'The sender’s domain xn--mchine-bua.example is nearly machine.example, which you know, and is not the same.',
};

it.skipIf(files.length === 0)('real mail has few signs', async () => {
  const opened = await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(path.join(corpusFolder, file));
      return { file, message: (await fromMime(mail(1, { from: '', subject: '' }), bytes)).message };
    }),
  );
  const people: readonly Acquaintance[] = opened.flatMap(({ message }) =>
    [...message.from, ...message.to].map((each) => ({ ...each, seen: 5 })),
  );
  const signs = opened.flatMap(({ file, message }) => {
    const { html, text } = message;
    const found =
      html === null
        ? textDocument(text ?? '', false).links
        : cleanLinks(new DOMParser().parseFromString(html, 'text/html').body);
    const links = found.map((link) => ({ url: link.url, named: otherHostNamed(link) }));
    const isList = isFromList(message.headers ?? []);
    const cues = findCues({ ...message, isList, links }, people);
    return cues.map((cue) => [file, cueWords(cue, english())] as const);
  });
  expect(Object.fromEntries(signs)).toEqual(SEEN);
});
