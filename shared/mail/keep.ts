import * as v from 'valibot';

/** A folder whose messages are all fetched, to be read without a network. */
export const keepSchema = v.object({
  /** The folder's identity, as in `Folder`. */
  path: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)),
  /** Larger messages are fetched when they are opened only; null: there is no limit. */
  upToBytes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
export type Keep = v.InferOutput<typeof keepSchema>;
