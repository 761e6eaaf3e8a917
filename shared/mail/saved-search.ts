import * as v from 'valibot';

/** A search that its person gave a name. It is kept as it was typed: "today" goes on meaning today. */
export const savedSearchSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f-]{1,64}$/)),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  text: v.pipe(v.string(), v.maxLength(4096)),
});
export type SavedSearch = Readonly<v.InferOutput<typeof savedSearchSchema>>;

export const savedSearchesSchema = v.pipe(v.array(savedSearchSchema), v.maxLength(200));
