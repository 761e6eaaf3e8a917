import type { NewMailbox, NewMessage } from '../store/content.ts';
import { generatedContent, type Writer, writerFor } from './content.ts';
import { DELETED, DRAFTS, FIRST_PROJECT, folderPlaces, folderTree, INBOX, JUNK, SENT } from './folders.ts';
import { sentAt } from './dates.ts';
import { directionOf, type World } from './plan.ts';
import { randomFor } from './random.ts';
import { organisationOf, threadsOf } from './threads.ts';

/** What decides a generated mailbox: the same wish gives the same bytes. */
export interface MailboxWish {
  /** Any whole number. */
  readonly seed: number;
  readonly messages: number;
  /** Folders besides the well-known ones. */
  readonly folders: number;
  /** ms; the newest message came minutes before. */
  readonly now: number;
  /** Size in bytes of the largest attachment; 40 MB where it is not given. */
  readonly attachmentSize?: number;
  /** Whose mailbox it is: Alex Dahl's where it is not given. */
  readonly owner?: Pick<NewMailbox, 'user' | 'displayName' | 'address'>;
}

const DEFAULT_ATTACHMENT_SIZE = 40_000_000;
const OWNER = { user: 'alex', displayName: 'Alex Dahl', address: 'alex@halvorsen-lie.example' } as const;

/** Where a message lies. A thread stays together, except for what the owner wrote. */
function placeOf(world: World, index: number, places: number): number {
  const { draft, outgoing } = directionOf(world, index);
  if (draft) return DRAFTS;
  if (outgoing) return SENT;
  const root = world.threads.rootOf(index);
  const random = randomFor(world.seed, root, 4);
  const draw = random.next();
  if (organisationOf(world.seed, root).kind === 'newsletter')
    return draw < 0.3 && places > JUNK ? JUNK : INBOX;
  if (draw < 0.04) return DELETED;
  return draw < 0.24 && places > FIRST_PROJECT ? FIRST_PROJECT + random.int(places - FIRST_PROJECT) : INBOX;
}

function sorted(world: World, places: number): readonly (readonly number[])[] {
  const lists = Array.from({ length: places }, (): number[] => []);
  for (let index = 0; index < world.count; index += 1) {
    lists[placeOf(world, index, places)]?.push(index);
  }
  return lists;
}

/**
 * One or two recent Inbox messages get a very large attachment: the newest but two that people sent, and one further
 * back with something under half that size.
 */
function giantsOf(world: World, places: number, size: number): ReadonlyMap<number, number> {
  const giants = new Map<number, number>();
  const wanted = [size, Math.floor(size * 0.45)];
  let skip = 2;
  for (let index = world.count - 1; index >= 0 && giants.size < wanted.length; index -= 1) {
    const { kind } = organisationOf(world.seed, world.threads.rootOf(index));
    if (kind !== 'people' || placeOf(world, index, places) !== INBOX) continue;
    if (skip > 0) {
      skip -= 1;
      continue;
    }
    giants.set(index, wanted[giants.size] ?? size);
    skip = 5;
  }
  return giants;
}

/** New mail is half unread, old mail nearly all read. */
function messageOf(world: World, writer: Writer, index: number): NewMessage {
  const random = randomFor(world.seed, index, 13);
  const { outgoing, draft } = directionOf(world, index);
  const isRecent = world.count - index <= 20;
  return {
    content: generatedContent(writer, index),
    received: sentAt(world.seed, index, world.count, world.now) + 2000,
    read: outgoing || !random.chance(isRecent ? 0.5 : 0.03),
    flagged: random.chance(0.03),
    draft,
  };
}

/**
 * A believable mailbox of any size, from nothing but a seed: 100,000 messages are 100,000 numbers until somebody reads
 * them. Its messages can be iterated again, and are the same each time.
 */
export function generateMailbox(wish: MailboxWish): NewMailbox {
  const { seed, messages: count, now } = wish;
  const attachmentSize = wish.attachmentSize ?? DEFAULT_ATTACHMENT_SIZE;
  const { user, displayName, address } = wish.owner ?? OWNER;
  const owner = { name: displayName, address };
  const plain: World = {
    seed,
    count,
    now,
    owner,
    attachmentSize,
    threads: threadsOf(seed, count),
    giants: new Map(),
  };
  const places = folderPlaces(wish.folders);
  const world: World = { ...plain, giants: giantsOf(plain, places.length, attachmentSize) };
  const writer = writerFor(world);
  const lists = sorted(world, places.length);
  const folders = folderTree(places, (place) => ({
    *[Symbol.iterator]() {
      for (const index of lists[place] ?? []) yield messageOf(world, writer, index);
    },
  }));
  return { user, displayName, address, folders };
}
