import { fail, type Failure, toFailure } from '../../../shared/errors.ts';
import { told } from '../../../shared/language/told.ts';
import { propfind } from '../dav/propfind.ts';
import { P } from '../exchange/properties.ts';
import { failureOf } from '../failure-of.ts';
import { LIMITS } from '../limits.ts';
import { type Outcome, type SendingPlaces, type SendingRoom, sendingName } from '../sending-room.ts';
import type { Session } from '../session.ts';
import { smtpOrigin } from '../../../shared/mail/smtp.ts';
import type { SmtpServer } from '../smtp/server.ts';
import type { LocalFlags } from './flags.ts';
import { listMembers } from './members.ts';
import { setMarks } from './set-marks.ts';
import { roleByName } from './roles.ts';

/**
 * Sending for a mailbox on a server that only keeps files: SMTP takes the message, and the copy is put here. The server
 * cannot search, so that a copy is looked for under its own name and nowhere else.
 */
export function plainRoom(
  session: Session,
  root: string,
  smtp: SmtpServer | null,
  flagsOf: () => Promise<LocalFlags>,
): SendingRoom {
  const origin = smtp === null ? session.origin : smtpOrigin(smtp);
  return {
    origin,
    smtp,
    refusal: smtp === null ? readsOnly() : null,
    async places(messageId, signal) {
      const found = await sentFolder(session, root, signal);
      const sent = found ?? `${root}${SENT}`;
      const copy = `${sent}${sendingName(messageId)}.eml`;
      return {
        draft: null,
        copy,
        sent,
        sentMissing: found === null,
        outbox: null,
        submission: origin,
      };
    },
    async lookFor(places, _messageId, signal) {
      const nothing = { draft: 'none', outbox: 0 } as const;
      try {
        return { sight: { ...nothing, sent: await copies(session, places, signal) }, failure: null };
      } catch (thrown) {
        const failure = toFailure(thrown);
        if (failure.kind === 'cancelled') throw thrown;
        return { sight: { ...nothing, sent: null }, failure };
      }
    },
    copies: (places, _messageId, signal) => copies(session, places, signal),
    makeSent: ({ sent }, signal) => makeFolder(session, sent ?? `${root}${SENT}`, signal),
    async markRead(path, signal) {
      const items = [{ href: path, permanentUrl: null }];
      const [result] = await setMarks(session, await flagsOf(), items, { kind: 'read', read: true }, signal);
      const failure: Failure | null = result?.failure ?? null;
      return { verdict: failure ? 'refused' : 'done', status: failure?.status ?? null, failure };
    },
  };
}

const SENT = 'Sent/';

/** The folder that its name gives away; null: there is none. */
async function sentFolder(session: Session, root: string, signal: AbortSignal): Promise<string | null> {
  const { folders } = await listMembers(session, root, signal);
  return folders.find(({ name }) => roleByName(name) === 'sent')?.href ?? null;
}

async function copies(session: Session, { copy }: SendingPlaces, signal: AbortSignal): Promise<number> {
  if (copy === null) return 0;
  try {
    await propfind(session, copy, [P.contentLength], 'message', signal);
    return 1;
  } catch (thrown) {
    if ([404, 410].includes(failureOf(thrown)?.status ?? 0)) return 0;
    throw thrown;
  }
}

async function makeFolder(session: Session, path: string, signal: AbortSignal): Promise<Outcome> {
  try {
    const answer = await session.request(
      {
        method: 'MKCOL',
        path,
        cap: LIMITS.itemAnswerBytes,
        lane: 'upload',
        subject: 'folder',
        change: true,
        expect: [201],
        due: 'anything',
      },
      signal,
    );
    answer.dispose();
    return { verdict: 'done', status: answer.status, failure: null };
  } catch (thrown) {
    const failure = toFailure(thrown);
    const status = failure.status ?? null;
    // RFC 4918 section 9.3.1: there is something at this address already.
    if (status === 405) return { verdict: 'done', status, failure: null };
    return { verdict: status === null ? 'unknown' : 'refused', status, failure };
  }
}

function readsOnly(): Failure {
  return fail(
    'unsupported',
    told(
      'This account is on a plain WebDAV server: mail is read there, but no server is named that sends it. The message is kept. Name one under Sending in Accounts…, or choose another account in From.',
    ),
  ).failure;
}
