/** Header fields in order, with duplicates: name in lower case, value unfolded. */
export type HeaderFields = readonly (readonly [name: string, value: string])[];

/** A header field as it came. */
export interface HeaderLine {
  readonly name: string;
  /** With its line breaks and white space. */
  readonly raw: string;
  /** Unfolded (RFC 5322 section 2.2.3). */
  readonly value: string;
}

/** The first field of a name; null where there is none. `name` is in lower case. */
export function fieldOf(fields: HeaderFields, name: string): string | null {
  return fields.find(([key]) => key === name)?.[1] ?? null;
}

/** True for what came by a mailing list or as a newsletter (RFC 2369, RFC 2919; Precedence by custom). */
export function isFromList(fields: HeaderFields): boolean {
  return fields.some(
    ([name, value]) =>
      ['list-id', 'list-unsubscribe', 'list-post'].includes(name) ||
      (name === 'precedence' && /^(?:bulk|list)\b/i.test(value.trim())),
  );
}

/** The header of a message in source form, field by field; lines that are no fields have no name. */
export function headerLines(source: string): readonly HeaderLine[] {
  const end = /\r?\n\r?\n/.exec(source)?.index ?? source.length;
  const lines: string[] = [];
  for (const line of source.slice(0, end).split(/\r?\n/)) {
    if (/^[ \t]/.test(line) && lines.length > 0) lines.push(`${lines.pop() ?? ''}\n${line}`);
    else if (line !== '') lines.push(line);
  }
  return lines.map((raw) => {
    const colon = raw.indexOf(':');
    if (colon <= 0) return { name: '', raw, value: raw };
    const value = raw
      .slice(colon + 1)
      .replace(/\n[ \t]+/g, ' ')
      .trim();
    return { name: raw.slice(0, colon).trim(), raw, value };
  });
}
