import { HTTPMAIL, MAILHEADER } from '../../../shared/exchange/names.ts';
import { encodeWords } from '../store/composed.ts';
import type { StoredProperty } from '../store/nodes.ts';
import { lexical } from '../store/values.ts';
import { addressesIn } from './addresses.ts';
import { type HeaderBlock, withField } from './header-block.ts';

type Properties = ReadonlyMap<string, StoredProperty>;

/** Fields that describe the stream, not the message; and Bcc, which a property gives without showing it. */
const NEVER_WRITTEN: ReadonlySet<string> = new Set([
  'bcc',
  'content-type',
  'content-transfer-encoding',
  'mime-version',
  'received',
]);
const SHORT_NAMES: ReadonlySet<string> = new Set(['subject', 'to', 'cc', 'from', 'reply-to']);

/**
 * The message as the properties say that were set on its item after its stream was put: `mailheader:*`, and the few of
 * `httpmail:` that are header fields too (reference 4.2). They win over what the stream says.
 */
export function withProperties(block: HeaderBlock, properties: Properties): HeaderBlock {
  let done = block;
  for (const [key, { value }] of properties) {
    const name = fieldNameOf(key);
    if (name !== null && value.kind === 'string')
      done = withField(done, titled(name), encodeWords(value.text.replace(/\s*[\r\n]+\s*/g, ' ')));
  }
  return done;
}

/** Recipients that a property adds unseen: `mailheader:bcc`, `httpmail:bcc` (reference 5.1, DavMail's sequence). */
export function hiddenRecipients(properties: Properties): readonly string[] {
  return [HTTPMAIL, MAILHEADER].flatMap((namespace) => {
    const found = properties.get(`${namespace}bcc`);
    return found === undefined ? [] : addressesIn(lexical(found.value));
  });
}

function fieldNameOf(key: string): string | null {
  if (key.startsWith(MAILHEADER)) {
    const name = key.slice(MAILHEADER.length);
    return NEVER_WRITTEN.has(name) || !/^[!-9;-~]+$/.test(name) ? null : name;
  }
  const short = key.startsWith(HTTPMAIL) ? key.slice(HTTPMAIL.length) : '';
  return SHORT_NAMES.has(short) ? short : null;
}

/** `reply-to` → `Reply-To` */
function titled(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase());
}
