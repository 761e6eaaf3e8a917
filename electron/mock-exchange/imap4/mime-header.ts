/** A header block as text, one char a byte, read field by field. */
export interface HeaderField {
  /** As it was written. */
  readonly name: string;
  /** The whole field with its line ends. */
  readonly raw: string;
}

/** No field of a structured kind is longer in earnest; the rest of it is not looked at. */
const MOST_VALUE = 65_536;

/** The fields of a header block in order. Lines that belong to no field are left out. */
export function fieldsOf(block: string): readonly HeaderField[] {
  const lines = block.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const fields: { name: string; raw: string }[] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last) last.raw += line;
      continue;
    }
    const name = /^([!-9;-~]+)[ \t]*:/.exec(line)?.[1];
    if (name !== undefined) fields.push({ name, raw: line });
  }
  return fields;
}

/** The value of the first field of that name, unfolded and otherwise as it came; null where there is none. */
export function fieldValue(fields: readonly HeaderField[], name: string): string | null {
  const found = fields.find((field) => field.name.toLowerCase() === name);
  if (found === undefined) return null;
  return found.raw
    .slice(found.raw.indexOf(':') + 1, MOST_VALUE)
    .replace(/\r?\n/g, '')
    .trim();
}

/** `text/plain; charset=utf-8` or `attachment; filename="a b"`: the word, lower case, and its parameters as they came. */
export interface Parameters {
  readonly word: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** Reads a structured field; comments and what does not parse are passed over. */
export function parametersOf(value: string): Parameters {
  const word = (/^[^;\s(]*/.exec(value)?.[0] ?? '').toLowerCase();
  const found = value.matchAll(/;[ \t]*([^\s=;"]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^;\s"]*))/g);
  const parameters = [...found].map(
    ([, name = '', quoted, plain = '']) =>
      [name.toLowerCase(), quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1')] as const,
  );
  return { word, parameters };
}

export function parameterOf({ parameters }: Parameters, name: string): string | null {
  return parameters.find(([each]) => each === name)?.[1] ?? null;
}
