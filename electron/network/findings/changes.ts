import { fail, type FailureError } from '../../../shared/errors.ts';
import { saidOf, type Told, told } from '../../../shared/language/told.ts';
import type { Finding } from '../../../shared/delivery/findings.ts';
import { requestPath } from '../dav/href.ts';
import { propfind } from '../dav/propfind.ts';
import type { Discovery } from '../exchange/discovery.ts';
import { folderOf, messageIdsIn, seesBody } from '../exchange/evidence.ts';
import { dateOf, P, textOf } from '../exchange/properties.ts';
import { copiesIn, lookFor, moveItem, removeItem } from '../exchange/sending.ts';
import { failureOf } from '../failure-of.ts';
import type { Outcome, SendingPlaces } from '../sending-room.ts';
import type { Session } from '../session.ts';

/** A mailbox that is looked at. */
export interface Place {
  readonly session: Session;
  readonly discovery: Discovery;
}

/** What a finding is about, where that lies on the server. */
export type Item = NonNullable<Finding['item']> & { readonly href: string };
/** Whether Sent Items holds a copy; null: nobody can say. */
export type HasCopy = boolean | null;

/** Whether Sent Items holds a copy of it right now. */
export async function hasCopy(
  { session, discovery }: Place,
  { messageId }: Item,
  signal: AbortSignal,
): Promise<HasCopy> {
  if (messageId === null) return null;
  return (await messageIdsIn(session, folderOf(discovery, 'sent'), [messageId], signal)).length > 0;
}

/** Rejects where a message may have been sent, or nobody can say: asked right before it is handed over. */
export async function refuseCopies(
  session: Session,
  places: SendingPlaces,
  messageId: string,
  signal: AbortSignal,
): Promise<void> {
  const { sight } = await lookFor(session, places, messageId, signal);
  if (places.sent === null || sight.sent === null || sight.outbox === null || sight.draft === 'unknown')
    throw refused(
      told('Sent Items and Outbox could not be looked at, so it may have been sent. Nothing was changed.'),
    );
  if (sight.sent > 0 || sight.outbox > 0)
    throw refused(
      told('A copy is in Sent Items or in the Outbox, so it could be sent twice. Nothing was changed.'),
    );
  if (sight.draft === 'gone') throw refused(told('The draft is not there any more. Nothing was changed.'));
}

/** Takes a message out of the server's Outbox. Says where it is now. */
export async function moveToDrafts(
  { session, discovery }: Place,
  { mechanism }: Finding,
  { href, messageId }: Item,
  isSent: HasCopy,
  signal: AbortSignal,
): Promise<Told> {
  if (mechanism !== 'queued-not-spooled')
    throw refused(told("It is not in the server's Outbox. Nothing was changed."));
  if (isSent === null || messageId === null)
    throw refused(
      told('Nothing shows whether it was sent, so a draft of it could be sent twice. Nothing was changed.'),
    );
  if (isSent)
    throw refused(
      told('A copy is in Sent Items, so a draft of it could be sent twice. Nothing was changed.'),
    );
  const from = requestPath(href);
  const drafts = folderOf(discovery, 'drafts');
  const outcome = await moveItem(session, from, drafts + (from.split('/').pop() ?? ''), signal);
  // The server may have given it another name, so it is looked for by its Message-ID.
  await settled(outcome, async () => {
    const [old, copies] = [
      await isThere(session, from, signal),
      await copiesIn(session, drafts, messageId, signal),
    ];
    return !old && copies > 0;
  });
  return told(
    'The message is in {drafts} and is not sent until somebody sends it. To undo this, send it from there.',
    { drafts },
  );
}

/** Resolves where an item has left its place; an answer that was lost is settled by looking. */
export async function settledMove(
  { session }: Place,
  from: string,
  outcome: Outcome,
  signal: AbortSignal,
): Promise<void> {
  await settled(outcome, async () => !(await isThere(session, from, signal)));
}

/** Removes a half-created draft, or one that another program left and that `save` saves before, and says where. */
export async function removeDraft(
  place: Place,
  { mechanism }: Finding,
  item: Item,
  save: (() => Promise<Told>) | null,
  signal: AbortSignal,
): Promise<Told> {
  const isHalf = mechanism === 'half-created';
  if (!isHalf && mechanism !== 'foreign-drafts')
    throw refused(
      told('Only a draft that is half-created or left behind is deleted from here. Nothing was changed.'),
    );
  if (!isHalf && save === null)
    throw refused(told('A whole message is saved before it is deleted. Nothing was changed.'));
  const { session } = place;
  const path = requestPath(item.href);
  const before = await stateOf(place, path, signal);
  if (isHalf && before.hasBody) throw refused(told('The draft has content now. Nothing was changed.'));
  const saved = save === null ? null : await save();
  const now = await stateOf(place, path, signal);
  if (now.mark !== before.mark)
    throw refused(told('Somebody changed the draft at this moment. It was not deleted.'));
  await settled(await removeItem(session, path, signal), async () => !(await isThere(session, path, signal)));
  return saved === null
    ? told('The half-created draft is gone. It had no content that could be brought back.')
    : told('The draft is gone. {saved} To undo this, open that file with a mail program.', {
        saved: saidOf(saved),
      });
}

/** A reason not to do it. What only the command line says is a bare string. */
export function refused(sentence: Told | string): FailureError {
  return fail('conflict', sentence);
}

/** Resolves where it was done. An answer that was lost is settled by looking, and nothing is asked for twice. */
async function settled({ verdict, failure }: Outcome, isDone: () => Promise<boolean>): Promise<void> {
  if (verdict === 'done' || (verdict === 'unknown' && (await isDone()))) return;
  if (verdict === 'unknown')
    throw refused(told('No answer came, and looking shows that nothing was changed. Try again.'));
  throw refused(
    told('{why} Nothing was changed.', { why: saidOf(failure ?? told('The server refused it.')) }),
  );
}

interface DraftState {
  readonly hasBody: boolean;
  /** Another one as soon as somebody changes the draft. */
  readonly mark: string;
}

async function stateOf({ session }: Place, path: string, signal: AbortSignal): Promise<DraftState> {
  const wanted = [P.text, P.html, P.hasAttachment, P.lastModified, P.contentLength];
  const { found } = (await propfind(session, path, wanted, 'message', signal)).response;
  const mark = `${dateOf(found, P.lastModified)} ${textOf(found, P.contentLength)}`;
  return { hasBody: seesBody(found), mark };
}

async function isThere(session: Session, path: string, signal: AbortSignal): Promise<boolean> {
  try {
    await propfind(session, path, [P.messageId], 'message', signal);
    return true;
  } catch (thrown) {
    if ([404, 410].includes(failureOf(thrown)?.status ?? 0)) return false;
    throw thrown;
  }
}
