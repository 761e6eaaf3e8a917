import * as v from 'valibot';
import { toldFields, toldSchema } from '../../../shared/language/said-schema.ts';
import type { Told } from '../../../shared/language/told.ts';
import type { Failure } from '../../../shared/errors.ts';

/** A transfer as it is kept on disk: what a restart needs, and nothing that changes with each byte. */
export interface TransferRecord {
  /** Also the name of its file. */
  readonly id: string;
  readonly accountId: string;
  readonly owner: string;
  /** 'message': the whole message, taken apart while it comes; `attachment` is the message itself then. */
  readonly kind: 'attachment' | 'message';
  readonly item: { readonly href: string; readonly permanentUrl: string | null };
  readonly attachment: { readonly href: string; readonly name: string; readonly size: number | null };
  readonly startedAt: number;
  readonly intent: Intent;
  readonly notes: readonly Told[];
}
/** What is to become of it. `failure` of 'paused' is null where a person paused it. */
export type Intent =
  | { readonly kind: 'go' }
  | { readonly kind: 'paused'; readonly failure: Failure | null }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'changed'; readonly failure: Failure }
  | { readonly kind: 'done'; readonly size: number };

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const failure = v.custom<Failure>(
  (value) => v.is(v.looseObject({ kind: text, ...toldFields }), value),
  'not a failure',
);
/** The list on disk. */
export const recordsSchema = v.array(
  v.object({
    id: v.pipe(text, v.regex(/^[0-9a-f]{16,64}$/)),
    accountId: text,
    owner: text,
    kind: v.optional(v.picklist(['attachment', 'message']), 'attachment'),
    item: v.object({ href: text, permanentUrl: v.nullable(text) }),
    attachment: v.object({ href: text, name: text, size: v.nullable(count) }),
    startedAt: v.number(),
    intent: v.variant('kind', [
      v.object({ kind: v.literal('go') }),
      v.object({ kind: v.literal('paused'), failure: v.nullable(failure) }),
      v.object({ kind: v.literal('failed'), failure }),
      v.object({ kind: v.literal('changed'), failure }),
      v.object({ kind: v.literal('done'), size: count }),
    ]),
    notes: v.array(toldSchema),
  }),
);
