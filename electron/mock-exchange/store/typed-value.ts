import {
  CONTACTS,
  DATATYPES,
  EXCHANGE,
  HTTPMAIL,
  MAILHEADER,
  MULTI_VALUE,
  PROPTAG,
} from '../../../shared/exchange/names.ts';
import { attribute, elements, type XmlElement, textOf } from '../xml/tree.ts';
import { canonicalName } from './property-names.ts';
import { type NumberType, type PropValue, parseBoolean, parseDate, parseNumber, text } from './values.ts';

/** DavMail's namespace of the type attribute, next to the server's own (reference 3.3). */
const OTHER_DATATYPES = 'urn:schemas-microsoft-com:datatypes';

/** Types of the schema properties that are not strings. */
const SCHEMA_TYPES: Readonly<Record<string, string>> = {
  [`${HTTPMAIL}read`]: 'boolean',
  [`${HTTPMAIL}hasattachment`]: 'boolean',
  [`${HTTPMAIL}submitted`]: 'boolean',
  [`${HTTPMAIL}flagcompleted`]: 'dateTime.tz',
  [`${HTTPMAIL}importance`]: 'int',
  [`${HTTPMAIL}priority`]: 'int',
  [`${HTTPMAIL}date`]: 'dateTime.tz',
  [`${HTTPMAIL}datereceived`]: 'dateTime.tz',
  [`${MAILHEADER}reply-by`]: 'dateTime.tz',
  [`${EXCHANGE}sensitivity`]: 'int',
  [`${CONTACTS}bday`]: 'dateTime.tz',
  [`${CONTACTS}weddinganniversary`]: 'dateTime.tz',
  'DAV:ishidden': 'boolean',
};

/** The type that the end of a proptag says (reference 4.0). */
const TAG_TYPES: Readonly<Record<string, string>> = {
  '0002': 'i2',
  '0003': 'int',
  '0004': 'r4',
  '0005': 'float',
  '000b': 'boolean',
  '0014': 'i8',
  '0040': 'dateTime.tz',
  '0048': 'uuid',
  '0102': 'bin.base64',
  '101f': 'mv.string',
  '1003': 'mv.int',
};

/**
 * Reads the value of an element in a `set`: by the property's own type, else by its `dt` attribute, else as a string.
 * Markup and attributes of properties that Exchange does not know are kept as they are (RFC 4918 dead properties).
 * null where the text is no value of the type.
 */
export function typedValue(element: XmlElement): PropValue | null {
  const type = typeOf(element);
  const words = textOf(element);
  if (type !== undefined && type.startsWith('mv.'))
    return { kind: 'list', dt: `mv.${type.slice(3)}`, values: listValues(element) };
  switch (type) {
    case 'boolean': {
      const on = parseBoolean(words);
      return on === null ? null : { kind: 'boolean', on };
    }
    case 'i2':
    case 'int':
    case 'i8':
    case 'r4':
    case 'float':
    case 'fixed.14.4':
      return numberValue(type, words);
    case 'dateTime':
    case 'dateTime.tz': {
      const ms = parseDate(words);
      return ms === null ? null : { kind: 'date', ms };
    }
    case 'bin.base64':
    case 'bin.hex':
    case 'uuid':
      return { kind: 'opaque', dt: type, text: words };
    default:
      return plainValue(element, words);
  }
}

function typeOf(element: XmlElement): string | undefined {
  const key = canonicalName(element);
  const ofTag = key.startsWith(PROPTAG) ? TAG_TYPES[key.slice(-4)] : undefined;
  const given = attribute(element, DATATYPES, 'dt') ?? attribute(element, OTHER_DATATYPES, 'dt');
  const list = elements(element).length > 0 && elements(element).every(isListValue) ? 'mv.string' : undefined;
  return SCHEMA_TYPES[key] ?? ofTag ?? given ?? list;
}

function isListValue({ namespace, name }: XmlElement): boolean {
  return namespace === MULTI_VALUE && name === 'v';
}

function listValues(element: XmlElement): readonly string[] {
  return elements(element).filter(isListValue).map(textOf);
}

function numberValue(dt: NumberType, words: string): PropValue | null {
  const value = parseNumber(words);
  const whole = dt === 'i2' || dt === 'int' || dt === 'i8';
  return value === null || (whole && !Number.isInteger(value)) ? null : { kind: 'number', dt, value };
}

function plainValue(element: XmlElement, words: string): PropValue {
  const attributes = element.attributes.filter(
    ({ namespace }) => namespace !== DATATYPES && namespace !== OTHER_DATATYPES,
  );
  const marked = elements(element).length > 0 || attributes.length > 0;
  return marked ? { kind: 'xml', attributes, children: element.children } : text(words);
}
