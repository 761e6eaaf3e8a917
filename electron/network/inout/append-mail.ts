import { createHash } from 'node:crypto';
import type { ExportedMessage } from '../../../shared/contracts/inout.ts';
import { fail } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import type { Mark } from '../../../shared/mail/types.ts';
import { flagState } from '../../../shared/mail/follow-up.ts';
import type { StoredMarks } from '../../../shared/mail/mbox/marks.ts';
import type { OpenAccount } from '../accounts.ts';
import { collectionPath, identityPath, requestPath } from '../dav/href.ts';
import { propfind } from '../dav/propfind.ts';
import { countOf, P } from '../exchange/properties.ts';
import { LIMITS } from '../limits.ts';
import type { LocalStore } from '../local/local-store.ts';
import { headerTime } from './header-time.ts';
import type { WholeMessage } from './whole-message.ts';

export interface AppendedMail {
  readonly message: ExportedMessage;
  readonly whole: WholeMessage;
  readonly marks: StoredMarks;
}

/**
 * Puts a message into a folder of another mailbox, with its marks. Its name there is made of its bytes, and nothing is ever
 * written over: done again after a broken line, it is found to be there. Resolves only when it was seen to be there.
 */
export async function appendMail(
  local: LocalStore | null,
  target: OpenAccount,
  folder: string,
  mail: AppendedMail,
  signal: AbortSignal,
): Promise<{ readonly isNew: boolean }> {
  if (target.dialect !== 'local') return await putMail(target, folder, mail, signal);
  const path = identityPath(folder);
  if (!local || !(await local.hasFolder(path))) throw fail('not-found', GONE);
  const { whole, marks, message } = mail;
  const time = (header: Uint8Array) => headerTime(header, message.date ?? 0);
  return await local.add(path, { bytes: whole.bytes(), marks, time });
}

async function putMail(
  target: OpenAccount,
  folder: string,
  { whole, marks }: AppendedMail,
  signal: AbortSignal,
): Promise<{ readonly isNew: boolean }> {
  const { digest, length } = await factsOf(whole.bytes());
  const path = `${collectionPath(requestPath(folder))}retinue-copy-${digest}.EML`;
  const answer = await target.session.request(
    {
      method: 'PUT',
      path,
      headers: { 'content-type': 'message/rfc822', translate: 'f', 'if-none-match': '*' },
      body: { length, stream: () => whole.bytes() },
      cap: LIMITS.itemAnswerBytes,
      lane: 'upload',
      subject: 'message',
      change: true,
      // 412: it is there from an earlier try.
      expect: [200, 201, 204, 412],
      due: 'anything',
    },
    signal,
  );
  answer.dispose();
  const { response } = await propfind(target.session, path, [P.contentLength], 'message', signal);
  const there = countOf(response.found, P.contentLength);
  // Exchange converts, so that its sizes are others; a server of files has each byte.
  if (target.dialect === 'plain' && there !== null && there !== length) throw fail('conflict', NOT_WHOLE);
  const isNew = answer.status !== 412;
  for (const mark of marksFor(marks)) {
    const item = { href: path, permanentUrl: null };
    const [result] = await target.mailbox().setMark(folder, [item], mark, signal);
    if (result?.failure) throw fail(result.failure.kind, result.failure, result.failure);
  }
  return { isNew };
}

/** PUT leaves it unread and without others. */
function marksFor({ read, flagged, followUp, categories }: StoredMarks): readonly Mark[] {
  return [
    ...(read ? [{ kind: 'read', read } as const] : []),
    ...(flagged || followUp ? [{ kind: 'flag', ...flagState(flagged, followUp) } as const] : []),
    ...(categories.length > 0 ? [{ kind: 'categories', categories } as const] : []),
  ];
}

async function factsOf(bytes: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256');
  let length = 0;
  for await (const piece of bytes) {
    hash.update(piece);
    length += piece.byteLength;
  }
  return { digest: hash.digest('hex').slice(0, 32), length };
}

const GONE = told(
  'This folder is no longer on this computer. Another program may have moved it. Retinue copied nothing. Choose another one.',
);
const NOT_WHOLE = told(
  'What stands on the server in the place of this copy is not the whole message. Retinue left it there, and the message where it was. Remove the copy, then try again.',
);
