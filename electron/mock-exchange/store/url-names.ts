/**
 * The two layers of escaping of reference 1.3. A *stored name* is what stands in an item's URL before percent-encoding:
 * characters that a URL component may not hold are already replaced in it, so it never contains `/`.
 */
const STORE_ESCAPES: readonly (readonly [string, string])[] = [
  ['/', '_xF8FF_'],
  ['\\', '_xF8FE_'],
  ['?', '_x003F_'],
  ['~', '_x007E_'],
  ['€', '_x0080_'],
  ['\r', '_x000D_'],
  ['\n', '_x000A_'],
];
/** PR_URL_COMP_NAME has no published bound; Exchange truncates, and file names of clients end at 255 bytes. */
const MAX_NAME = 200;

/** The stored form of a name that a person chose: a subject, a folder name, an attachment's name. */
export function storedName(plain: string): string {
  const clean = plain.replace(/[\p{Cc}\u2028\u2029]/gu, (c) => (c === '\r' || c === '\n' ? c : ' '));
  return STORE_ESCAPES.reduce((name, [from, to]) => name.split(from).join(to), wellFormed(clean));
}

/** What the stored name says to a person. */
export function plainName(stored: string): string {
  return STORE_ESCAPES.reduce((name, [to, from]) => name.replace(new RegExp(from, 'gi'), () => to), stored);
}

/** The name under which a message of this subject is delivered, without the `-2` of a duplicate (reference 1.3). */
export function nameOfSubject(subject: string, attempt = 1): string {
  const suffix = attempt > 1 ? `-${attempt}` : '';
  const base = storedName(truncate(subject.trim() === '' ? 'No Subject' : subject));
  return `${/^\.{1,2}$/.test(base) ? `_${base}` : base}${suffix}.EML`;
}

/** `name.EML` → `name-2.EML`; a name without suffix gets the number at its end. */
export function numbered(stored: string, attempt: number): string {
  if (attempt < 2) return stored;
  const dot = stored.lastIndexOf('.');
  return dot > 0 ? `${stored.slice(0, dot)}-${attempt}${stored.slice(dot)}` : `${stored}-${attempt}`;
}

function truncate(subject: string): string {
  return subject.length <= MAX_NAME ? subject : Array.from(subject).slice(0, MAX_NAME).join('');
}

/** Names are compared without regard to case and to the form of accents. */
export function nameKey(stored: string): string {
  return stored.normalize('NFC').toLowerCase();
}

/** One path segment as Exchange writes it into hrefs: UTF-8 escapes, with `! $ ' ( ) * + , - . : ; = @ _` literal. */
export function encodeSegment(stored: string): string {
  return encodeURIComponent(wellFormed(stored)).replace(/%(24|2B|2C|3A|3B|3D|40)/g, (escape) =>
    decodeURIComponent(escape),
  );
}

/** A segment of a request's path, decoded once; null where the escapes are not UTF-8 or hide a separator. */
export function decodeSegment(segment: string): string | null {
  try {
    const name = decodeURIComponent(segment);
    return /[/\0]/.test(name) || name === '.' || name === '..' ? null : name;
  } catch {
    return null;
  }
}

/** Half of a surrogate pair cannot be written as UTF-8. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\uFFFD');
}

/** PR_URL_COMP_NAME as a property value: private-use characters for the slashes, the rest percent-escaped (DavMail). */
export function urlCompName(stored: string): string {
  const plain = plainName(stored).split('/').join('\uF8FF').split('\\').join('\uF8FE');
  return plain.replace(
    /[&+:;<>"#*|?~%]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
