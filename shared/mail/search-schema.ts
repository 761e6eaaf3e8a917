import * as v from 'valibot';

const number = v.pipe(v.number(), v.finite());
/** A time in ms that a date can be made of. */
const time = v.pipe(number, v.minValue(-8.64e15), v.maxValue(8.64e15));
const bytes = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** One clause of a search on a server, as it crosses a port. */
export const serverClauseSchema = v.object({
  term: v.variant('kind', [
    v.object({
      kind: v.literal('words'),
      text: v.pipe(v.string(), v.maxLength(1000)),
      phrase: v.boolean(),
      where: v.picklist(['anywhere', 'from', 'to', 'subject', 'filename']),
    }),
    v.object({ kind: v.picklist(['before', 'after']), at: time }),
    v.object({ kind: v.picklist(['larger', 'smaller']), bytes }),
    v.object({ kind: v.literal('is'), state: v.picklist(['unread', 'read', 'flagged']) }),
    v.object({ kind: v.literal('has-attachment') }),
  ]),
  not: v.boolean(),
});
