import * as v from 'valibot';

/** So many colours there are; a category has one of them, from 0 on. */
export const COLOURS = 8;

export const categorySchema = v.object({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.regex(/^[^\0\r\n]*$/, 'no line breaks')),
  colour: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(COLOURS - 1)),
});
export const categoriesSchema = v.pipe(v.array(categorySchema), v.maxLength(200));
export type Category = v.InferOutput<typeof categorySchema>;

/** A category's colour: as it was chosen, else one that its name gives. */
export function colourOf(known: readonly Category[], name: string): number {
  const chosen = known.find((each) => each.name === name);
  if (chosen) return chosen.colour;
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return sum % COLOURS;
}
