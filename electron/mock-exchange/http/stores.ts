import { mailboxOf } from '../store/directory.ts';
import type { Mailbox } from '../store/mailbox.ts';
import type { World } from './call.ts';

/** A store and the decoded path below its root. */
export interface StorePath {
  readonly mailbox: Mailbox;
  readonly segments: readonly string[];
}

/** The store that the decoded segments of a path begin with: `/exchange/<mailbox>` or `/public`; undefined where none is. */
export function storeAt(
  segments: readonly string[],
  world: Pick<World, 'mailboxes' | 'publicStore'>,
): StorePath | undefined {
  const [first, second, ...rest] = segments;
  if (first?.toLowerCase() === 'public') return { mailbox: world.publicStore, segments: segments.slice(1) };
  if (first?.toLowerCase() !== 'exchange' || second === undefined) return undefined;
  const mailbox = mailboxOf(second, world.mailboxes);
  return mailbox && { mailbox, segments: rest };
}
