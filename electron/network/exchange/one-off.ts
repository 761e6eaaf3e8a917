/** Somebody as an entry id of their own names them: by a name and an address, without any address list. */
export interface OneOff {
  readonly name: string;
  /** `SMTP`, or `EX` of an address that means nothing outside of its organisation. */
  readonly type: string;
  readonly address: string;
}

/** Provider of one-off entry ids (MS-OXCDATA 2.2.5.1). */
const PROVIDER = Buffer.from('812b1fa4bea310199d6e00dd010f5402', 'hex');
/** Provider of entry ids that wrap another one in a distribution list (MS-OXOCNTC). */
const WRAPPER = Buffer.from('c091add3519dcf11a4a900aa0047faa4', 'hex');
/** Four bytes of flags, then the provider. */
const PROVIDER_AT = 4;
const AFTER_PROVIDER = PROVIDER_AT + PROVIDER.length;
/** The provider is followed by a version and these flags, two bytes each. */
const FLAGS_AT = AFTER_PROVIDER + 2;
const TEXTS_AT = FLAGS_AT + 2;
const UNICODE = 0x8000;
/** Its mail is to go without Outlook's own rich text. */
const NO_RICH_TEXT = 0x0001;

/** The one-off entry id in these bytes, wrapped or not; null for any other kind, and for what is cut short. */
export function readOneOff(base64: string): OneOff | null {
  const bytes = Buffer.from(base64, 'base64');
  if (isBy(bytes, PROVIDER)) return texts(bytes);
  // One byte says what is wrapped: a one-off where its lower half is zero.
  const inner = bytes.subarray(AFTER_PROVIDER + 1);
  return isBy(bytes, WRAPPER) && isBy(inner, PROVIDER) ? texts(inner) : null;
}

/** The one-off entry id of an SMTP address, in base64. */
export function oneOffOf(name: string, address: string): string {
  const head = Buffer.alloc(TEXTS_AT);
  PROVIDER.copy(head, PROVIDER_AT);
  head.writeUInt16LE(UNICODE | NO_RICH_TEXT, FLAGS_AT);
  const words = [name, 'SMTP', address].map((each) => `${each.replaceAll('\0', '')}\0`).join('');
  return Buffer.concat([head, Buffer.from(words, 'utf16le')]).toString('base64');
}

function isBy(bytes: Buffer, provider: Buffer): boolean {
  return bytes.subarray(PROVIDER_AT, AFTER_PROVIDER).equals(provider);
}

function texts(bytes: Buffer): OneOff | null {
  if (bytes.length < TEXTS_AT) return null;
  const isWide = (bytes.readUInt16LE(FLAGS_AT) & UNICODE) !== 0;
  const words = bytes
    .subarray(TEXTS_AT)
    .toString(isWide ? 'utf16le' : 'latin1')
    .split('\0');
  const [name = '', type = '', address = ''] = words;
  // Each of the three ends with a zero, so that a whole one leaves a fourth piece.
  return words.length < 4 ? null : { name, type, address };
}
