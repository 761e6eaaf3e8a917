import {
  ADDRESS_ID,
  CONTACTS,
  DAV,
  EXCHANGE,
  HTTPMAIL,
  MAILHEADER,
  MAPI,
  MAPI_ID,
  PROPTAG,
} from '../../../shared/exchange/names.ts';

/** A property as a client spells it. The answer echoes this spelling; the store compares `canonicalName`. */
export interface PropertyName {
  readonly namespace: string;
  readonly name: string;
}

/** The same value under several names (reference 4.0): proptag (lower case, 001e as 001f) to the schema's name. */
const ALIASES: Readonly<Record<string, string>> = {
  x0037001f: `${HTTPMAIL}subject`,
  x0e1d001f: `${HTTPMAIL}normalizedsubject`,
  x0070001f: `${HTTPMAIL}thread-topic`,
  x0e04001f: `${HTTPMAIL}displayto`,
  x0e03001f: `${HTTPMAIL}displaycc`,
  x00390040: `${HTTPMAIL}date`,
  x0e060040: `${HTTPMAIL}datereceived`,
  x1000001f: `${HTTPMAIL}textdescription`,
  x1013001f: `${HTTPMAIL}htmldescription`,
  x0e1b000b: `${HTTPMAIL}hasattachment`,
  x00170003: `${HTTPMAIL}importance`,
  x00260003: `${HTTPMAIL}priority`,
  x001a001f: `${EXCHANGE}outlookmessageclass`,
  x3613001f: `${EXCHANGE}outlookfolderclass`,
  x00360003: `${EXCHANGE}sensitivity`,
  x36030003: `${HTTPMAIL}unreadcount`,
  x360a000b: `${DAV}hassubs`,
  x36020003: `${DAV}visiblecount`,
  x30080040: `${DAV}getlastmodified`,
  x30070040: `${DAV}creationdate`,
  x0c1a001f: `${HTTPMAIL}sendername`,
  x0c1f001f: `${HTTPMAIL}senderemail`,
  x0042001f: `${HTTPMAIL}fromname`,
  x0065001f: `${HTTPMAIL}fromemail`,
  x1035001f: `${MAILHEADER}message-id`,
  x1042001f: `${MAILHEADER}in-reply-to`,
  x1039001f: `${MAILHEADER}references`,
  x3001001f: `${CONTACTS}cn`,
};

/** Named properties by their names: what each of the three addresses of a contact has (reference 4.5). */
const BY_NAME: Readonly<Record<string, string>> = Object.fromEntries(
  [0, 1, 2].flatMap((nth) =>
    Object.entries({
      addrtype: 0x8082,
      emailaddress: 0x8083,
      originaldisplayname: 0x8084,
      originalentryid: 0x8085,
    }).map(([name, id]) => [
      `email${nth + 1}${name}`,
      `${ADDRESS_ID.toLowerCase()}x${(id + 0x10 * nth).toString(16)}`,
    ]),
  ),
);

/**
 * One key for all spellings of a property: proptag hex and GUIDs in any case, string8 as Unicode, `0x8570`, `x8570` and
 * `_x0030_x8570` under mapi/id, header names in any case, and the proptags that name the same value as a schema name.
 */
export function canonicalName({ namespace, name }: PropertyName): string {
  if (namespace === PROPTAG) {
    const tag = name.toLowerCase().replace(/^(x[0-9a-f]{4})001e$/, '$1001f');
    return ALIASES[tag] ?? PROPTAG + tag;
  }
  if (namespace === MAILHEADER || namespace === HTTPMAIL) return namespace + name.toLowerCase();
  if (namespace === MAPI) return BY_NAME[name.toLowerCase()] ?? namespace + name;
  if (namespace.startsWith(MAPI_ID)) return namespace.toLowerCase() + namedId(name);
  return namespace + name;
}

function namedId(name: string): string {
  const id = /^(?:_x0030_|0)?x0*([0-9a-f]+)$/i.exec(name);
  return id?.[1] === undefined ? name : `x${id[1].toLowerCase()}`;
}

/**
 * Splits the concatenated form of SQL: from the right at one of `/ : ; # ?`; the namespace ends before a `#`, after the
 * others (MSDN "Property Names and XML").
 */
export function splitName(full: string): PropertyName {
  for (let at = full.length - 1; at >= 0; at--) {
    const mark = full.charAt(at);
    if (mark === '#') return { namespace: full.slice(0, at), name: full.slice(at + 1) };
    if ('/:;?'.includes(mark)) return { namespace: full.slice(0, at + 1), name: full.slice(at + 1) };
  }
  return { namespace: '', name: full };
}
