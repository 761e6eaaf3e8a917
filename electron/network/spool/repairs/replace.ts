import { createHash } from 'node:crypto';
import type { Piece, StepOf } from '../../../../shared/delivery/steps.ts';
import type { Entry } from '../entry.ts';
import { partsOf } from './parts-of.ts';
import { measured, pieceOf } from './piece-of.ts';

/** A message that takes the place of another one, or of a part of it. */
export interface Replacement {
  readonly id: string;
  readonly first: Omit<StepOf<'spooled'>, 'kind' | 'format'>;
  readonly content: () => AsyncIterable<Uint8Array>;
}

/**
 * The messages that its journal says go in the place of this one. Their ids follow from it, so that after a crash the same
 * ones are made and none twice.
 */
export async function* replacementsOf(entry: Entry): AsyncGenerator<Replacement> {
  const { replaced, spooled } = entry.history;
  if (!replaced) return;
  const layout = await partsOf(entry.emlPath);
  for (const piece of replaced.pieces) {
    const id = createHash('sha256')
      .update(JSON.stringify([entry.id, replaced.at, piece]))
      .digest('hex')
      .slice(0, 32);
    const messageId = `<${id}@${/@([^@<>]+)>$/.exec(spooled.messageId)?.[1] ?? 'localhost'}>`;
    const content = () => pieceOf(entry.emlPath, layout, piece, messageId);
    const { kind: _kind, format: _format, ...facts } = spooled;
    // Each a moment later, so that they stay in their order.
    const at = replaced.at + piece.nth - 1;
    const subject = subjectOf(spooled.subject, piece);
    yield {
      id,
      first: { ...facts, ...(await measured(content())), at, sendAt: at, messageId, subject },
      content,
    };
  }
}

function subjectOf(subject: string, { nth, of }: Piece): string {
  return of > 1 ? `${subject} (${nth} of ${of})`.trim() : subject;
}
