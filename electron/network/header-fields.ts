/** The fields of a header, each with its folded lines and line ends. One char a byte. */
export function fieldsOf(header: string): readonly string[] {
  return header.split(/(?<=\n)(?![ \t])/).filter((field) => field.trim() !== '');
}

/** In lower case. */
export function nameOf(field: string): string {
  return field.slice(0, field.indexOf(':')).trim().toLowerCase();
}

/** Unfolded; bytes above ASCII are UTF-8 (RFC 6532). */
export function valueOf(field: string): string {
  const value = field.slice(field.indexOf(':') + 1).replace(/\r?\n(?=[ \t])/g, '');
  return Buffer.from(value, 'latin1').toString('utf8').trim();
}

/** Every value of that (lower-case) name. */
export function valuesOf(fields: readonly string[], name: string): readonly string[] {
  return fields.filter((each) => nameOf(each) === name).map(valueOf);
}

/** The header without the fields of that (lower-case) name. */
export function dropField(header: string, name: string): string {
  return fieldsOf(header)
    .filter((field) => nameOf(field) !== name)
    .join('');
}
