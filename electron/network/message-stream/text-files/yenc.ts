/** The numbers and the name of a `=ybegin`, `=ypart` or `=yend` line (yEnc 1.3). The name is the last and may hold anything. */
export interface YencLine {
  readonly keyword: 'begin' | 'part' | 'end';
  /** One char a byte; empty where there is none. */
  readonly name: string;
  /** null where it is absent. */
  number(key: string): number | null;
  /** A checksum in hex as a number; null where it is absent. */
  checksum(key: string): number | null;
}

/** Reads such a line, one char a byte; null where it is none. */
export function parseYencLine(line: string): YencLine | null {
  const match = /^=y(begin|part|end) (.*)$/.exec(line);
  if (!match) return null;
  const [, keyword, rest = ''] = match;
  const nameAt = rest.search(/(?:^| )name=/);
  const name = nameAt < 0 ? '' : rest.slice(rest.indexOf('name=', nameAt) + 5).trim();
  const fields = new Map(
    (nameAt < 0 ? rest : rest.slice(0, nameAt)).split(/\s+/).map((field) => {
      const [key = '', value = ''] = field.split('=');
      return [key, value];
    }),
  );
  const number = (key: string) => (/^\d{1,15}$/.test(fields.get(key) ?? '') ? Number(fields.get(key)) : null);
  const checksum = (key: string) =>
    /^[0-9a-f]{1,8}$/i.test(fields.get(key) ?? '') ? Number.parseInt(fields.get(key) ?? '', 16) : null;
  return { keyword: keyword as YencLine['keyword'], name, number, checksum };
}

/** Bytes of one data line: each is 42 less, after "=" 64 less again. */
export function decodeYencLine(line: Uint8Array): Uint8Array {
  const out = new Uint8Array(line.length);
  let at = 0;
  for (let i = 0; i < line.length; i += 1) {
    let byte = line[i] ?? 0;
    if (byte === 61) {
      i += 1;
      byte = (line[i] ?? 0) - 64;
    }
    out[at++] = byte - 42;
  }
  return out.subarray(0, at);
}
