import { discoverAnd, type Discovery } from '../exchange/discovery.ts';
import { gatherWaitingMail, type WaitingMail } from '../exchange/evidence.ts';
import { ROOM, type Room, roomOf } from '../exchange/server-limits.ts';
import type { Session } from '../session.ts';

/** What a mailbox says of its mail that is not sent, and of the room that it has. */
export interface Mailbox {
  readonly discovery: Discovery;
  readonly room: Room;
  readonly mail: WaitingMail;
}

/** Looks at a mailbox in a few requests, whatever its size. Changes nothing. */
export async function lookInto(session: Session, root: string, signal: AbortSignal): Promise<Mailbox> {
  const { discovery, found } = await discoverAnd(session, root, ROOM, signal);
  return { discovery, room: roomOf(found), mail: await gatherWaitingMail(session, discovery, signal) };
}
