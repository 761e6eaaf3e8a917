import { assertNever } from '../errors.ts';
import type { OutgoingState } from './outgoing.ts';
import type { Block } from './steps.ts';

/** What can be done about a message beside a command: `split` and `remove-attachment` put others in its place. */
export const REPAIRS = ['split', 'remove-attachment', 'save-as-eml'] as const;
export type Repair = (typeof REPAIRS)[number];

/** Whether a smaller message is what helps first. */
export function helpsToShrink(state: OutgoingState): boolean {
  return state.kind === 'blocked' && ['too-large', 'conversion', 'mailbox-full'].includes(state.block);
}

/** An attached file of an outgoing message. */
export interface OutgoingPart {
  /** Which part of the message it is. */
  readonly index: number;
  readonly name: string;
  /** On the way: encoded. */
  readonly bytes: number;
}
/** What a message can be divided by. */
export interface OutgoingParts {
  readonly bytes: number;
  readonly parts: readonly OutgoingPart[];
  /** The smallest message that its server has refused for its size; null where none was. */
  readonly refusedAt: number | null;
}

/** What applies to a message in this state. Its bytes are always there to be saved. */
export function repairsOf(state: OutgoingState): readonly Repair[] {
  return state.kind === 'blocked' && isForSize(state.block) ? REPAIRS : ['save-as-eml'];
}

/** A smaller message could go where this one does not. */
function isForSize(block: Block): boolean {
  switch (block) {
    case 'too-large':
    case 'conversion':
    case 'mailbox-full':
    case 'refused':
    case 'tries-spent':
      return true;
    case 'from-refused':
    case 'no-mime':
    case 'sign-in':
    case 'locked':
    case 'unproven':
    case 'not-sent':
    case 'restored':
    case 'damaged':
      return false;
    default:
      return assertNever(block);
  }
}

/**
 * Which attachments go together so that no message reaches `refusedAt`, or, where no bound is known, none is more than
 * half as large: in their order, as few messages as that takes. null: there are not two messages to be made.
 */
export function splitOf({
  bytes,
  parts,
  refusedAt,
}: OutgoingParts): readonly (readonly OutgoingPart[])[] | null {
  if (parts.length < 2) return null;
  const text = bytes - parts.reduce((sum, part) => sum + part.bytes, 0);
  const room = (refusedAt === null ? bytes / 2 + 1 : refusedAt) - text;
  const groups: OutgoingPart[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const part of parts) {
    if (used + part.bytes >= room) {
      groups.push([]);
      used = 0;
    }
    groups.at(-1)?.push(part);
    used += part.bytes;
  }
  return groups.length < 2 ? null : groups;
}
